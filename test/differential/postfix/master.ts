/** Where smtpd listens inside the box: port 25 belongs to the rest of the world there. */
export const port = 2525;

// Nothing here takes part in the decision about a recipient.
const forOurConvenience = [
  'smtpd_authorized_xclient_hosts=127.0.0.0/8',
  'smtpd_error_sleep_time=0',
  'smtpd_soft_error_limit=1000000',
  'smtpd_hard_error_limit=1000000',
  'smtpd_junk_command_limit=1000000',
  'smtpd_recipient_limit=1000000',
  'smtpd_client_connection_rate_limit=0',
  'smtpd_client_message_rate_limit=0',
  'smtpd_client_recipient_rate_limit=0',
  'smtpd_tls_security_level=none',
  'smtpd_use_tls=no',
  'smtpd_enforce_tls=no',
  'smtpd_sasl_auth_enable=no',
  'smtpd_milters=',
  'smtpd_end_of_data_restrictions=',
  'smtpd_proxy_filter=',
  'smtpd_timeout=300s',
];

interface Service {
  readonly name: string;
  readonly type: string;
  /** private, unpriv, chroot, wakeup, maxproc. */
  readonly columns: readonly string[];
  readonly command: string;
  readonly arguments: string;
}

/**
 * The master.cf that the box runs: no chroot, and of the listeners only SMTP, moved to our port with its own `-o` options.
 * A given file that lacks the queue manager is a fragment and amends the stock file, as an example in a manual does.
 */
export function boxedMaster(given: string | undefined, stock: string): string {
  const services = amend(given === undefined ? [] : parseMaster(given), parseMaster(stock));
  const isSmtp = (it: Service): boolean => it.type === 'inet' && /(^|:)(smtp|25)$/.test(it.name) && /^(smtpd|postscreen)$/.test(it.command);
  const listener = services.find(isSmtp);
  const behind = services.find((it) => it.type === 'pass' && it.command === 'smtpd');
  const smtpd = listener?.command === 'postscreen' ? behind : listener;
  const kept = services.filter((it) => it.type !== 'inet' && it.type !== 'pass').map(draw);
  if (!services.some((it) => it.command === 'postlogd')) kept.push('postlog unix-dgram n - n - 1 postlogd');
  const options = [smtpd?.arguments ?? '', ...forOurConvenience.map((it) => `-o ${it}`)].join(' ');
  return [...kept, `127.0.0.1:${port} inet n - n - 10 smtpd ${options}`, ''].join('\n');
}

function amend(given: readonly Service[], stock: readonly Service[]): readonly Service[] {
  if (given.some((it) => it.command === 'qmgr')) return given;
  const isAmended = (it: Service): boolean => given.some(({ name, type }) => name === it.name && type === it.type);
  return [...stock.filter((it) => !isAmended(it)), ...given];
}

function parseMaster(text: string): readonly Service[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (/^\s/.test(line) && 0 < lines.length) lines.push(`${lines.pop()} ${line.trim()}`);
    else lines.push(line.trim());
  }
  return lines.flatMap((line) => {
    const [name, type, isPrivate, unprivileged, , wakeup, limit, command] = line.split(/\s+/);
    if (name === undefined || type === undefined || command === undefined) return [];
    const rest = line.replace(/^(\S+\s+){8}|^(\S+\s+){7}\S+$/, '');
    return [{ name, type, columns: [isPrivate!, unprivileged!, 'n', wakeup!, limit!], command, arguments: rest }];
  });
}

function draw({ name, type, columns, command, arguments: rest }: Service): string {
  return [name, type, ...columns, command, rest].join(' ');
}
