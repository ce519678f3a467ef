import type { PostfixSite } from './answers.ts';

/** A made-up site that uses many features at once, and the addresses that it speaks of. The same seed makes the same site. */
export interface RandomSite {
  readonly site: PostfixSite;
  readonly addresses: readonly string[];
}

const domains = ['one.test', 'two.test', 'sub.one.test', 'three.test', 'Four.test'];
const names = ['alice', 'bob', 'carol', 'info', 'sales', 'nosuch', 'old', 'Info'];

export function randomSite(seed: number): RandomSite {
  const random = generator(seed);
  const chance = (of: number): boolean => random() < of;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const some = <T>(from: readonly T[], of: number): readonly T[] => from.filter(() => chance(of));
  const files: Record<string, string> = {};
  const address = (): string =>
    chance(0.2) ? pick(names) : `${pick(names)}@${pick([...domains, 'mail.example.com', 'localhost', 'elsewhere.test'])}`;
  const lines = (count: number, line: () => string): string => {
    const all = Array.from({ length: count }, line);
    // Which of two equal keys wins depends on the type, and texthash cannot be opened with them.
    const keyOf = (it: string): string => it.split(/[\s:]/)[0]!.toLowerCase();
    return all
      .filter((it, i) => all.findIndex((other) => keyOf(other) === keyOf(it)) === i)
      .map((it) => `${it}\n`)
      .join('');
  };
  const table = (name: string, text: string): string => {
    files[`/etc/postfix/${name}`] = text;
    return `${pick(['hash', 'lmdb', 'texthash', 'cdb'])}:/etc/postfix/${name}`;
  };
  const list = (): string => some([...domains, ...(chance(0.2) ? ['.one.test', '!two.test'] : [])], 0.35).join(pick([', ', ' ']));
  const settings: string[] = ['compatibility_level = 3.6', 'myhostname = mail.example.com'];
  const set = (of: number, name: string, value: () => string): void => {
    if (chance(of)) settings.push(`${name} = ${value()}`);
  };
  set(0.7, 'mydestination', () => `${chance(0.6) ? '$myhostname, ' : ''}localhost, ${list()}`);
  set(0.6, 'virtual_alias_domains', list);
  set(0.6, 'virtual_mailbox_domains', list);
  set(0.6, 'relay_domains', list);
  set(0.3, 'recipient_delimiter', () => pick(['+', '-', '+-']));
  set(0.7, 'virtual_alias_maps', () =>
    table(
      'virtual',
      lines(
        8,
        () =>
          `${pick([address(), address(), `@${pick(domains)}`])} ${some([address(), address(), address()], 0.5).join(', ') || address()}`,
      ),
    ),
  );
  set(0.5, 'virtual_mailbox_maps', () =>
    table(
      'mailboxes',
      lines(6, () => `${pick([address(), address(), `@${pick(domains)}`])} box`),
    ),
  );
  settings.push('virtual_mailbox_base = /var/vmail', 'virtual_uid_maps = static:5000', 'virtual_gid_maps = static:5000');
  set(0.4, 'relay_recipient_maps', () =>
    table(
      'recipients',
      lines(6, () => `${address()} x`),
    ),
  );
  set(0.2, 'canonical_maps', () =>
    table(
      'canonical',
      lines(3, () => `${address()} ${address()}`),
    ),
  );
  set(0.15, 'recipient_canonical_maps', () =>
    table(
      'canonical2',
      lines(3, () => `${address()} ${address()}`),
    ),
  );
  set(0.2, 'relocated_maps', () =>
    table(
      'relocated',
      lines(3, () => `${address()} elsewhere`),
    ),
  );
  set(0.3, 'transport_maps', () =>
    table(
      'transport',
      lines(
        4,
        () =>
          `${pick([address(), pick(domains), `.${pick(domains)}`])} ${pick(['smtp:[elsewhere.test]', 'error:5.2.1 closed', 'error:gone', 'retry:later', 'local:', 'virtual:', ':', 'discard:'])}`,
      ),
    ),
  );
  set(0.25, 'local_recipient_maps', () =>
    pick(['', '$alias_maps', 'proxy:unix:passwd.byname', 'proxy:unix:passwd.byname $alias_maps $virtual_alias_maps']),
  );
  set(0.5, 'alias_maps', () => 'hash:/etc/aliases');
  set(0.1, 'myorigin', () => pick(domains));
  set(0.1, 'append_dot_mydomain', () => 'yes');
  set(0.1, 'parent_domain_matches_subdomains', () => '');
  set(0.1, 'soft_bounce', () => 'yes');
  set(0.1, 'show_user_unknown_table_name', () => 'no');
  set(0.15, 'unknown_local_recipient_reject_code', () => '450');
  set(0.1, 'smtpd_reject_unlisted_recipient', () => 'no');
  set(0.1, 'mynetworks_style', () => 'host');
  set(0.1, 'luser_relay', () => pick(names));
  set(0.3, 'smtpd_relay_restrictions', () =>
    pick(['permit_mynetworks, reject_unauth_destination', 'reject_unauth_destination', 'permit_mynetworks permit_auth_destination reject']),
  );
  const actions = [
    'OK',
    'REJECT',
    'DUNNO',
    '550 5.1.1 no such user',
    'DEFER',
    'REJECT not here',
    'permit',
    '450 later',
    'DEFER_IF_PERMIT wait',
    'reject_unlisted_recipient',
  ];
  const access = (): string =>
    table(
      'access',
      lines(5, () => `${pick([address(), pick(domains), `.${pick(domains)}`, `${pick(names)}@`])} ${pick(actions)}`),
    );
  set(
    0.3,
    'smtpd_recipient_restrictions',
    () =>
      `${chance(0.3) ? 'permit_mynetworks, ' : ''}check_recipient_access ${access()}${chance(0.3) ? ', reject_unlisted_recipient' : ''}`,
  );
  files['/etc/aliases'] = lines(7, () => `${pick(names).toLowerCase()}: ${some([address(), address()], 0.6).join(', ') || address()}`);
  files['/etc/postfix/main.cf'] = settings.map((it) => `${it}\n`).join('');
  const asked = domains.flatMap((domain) => some(names, 0.5).map((name) => `${name}@${domain}`));
  const special = [
    'alice',
    'nosuch',
    'postmaster',
    'info@mail.example.com',
    'bob+x@one.test',
    'bob-x@two.test',
    'x@elsewhere.test',
    'alice@localhost',
    'nosuch@localhost',
  ];
  return { site: { files }, addresses: [...new Set([...asked, ...special])] };
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
  };
}
