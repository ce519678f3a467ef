import { existsSync, readFileSync } from 'node:fs';
import { type Address, parseAddress } from '../../../client/src/net/address.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import { finish, readJob } from '../box/box.ts';
import { write } from '../box/host.ts';
import { run } from '../box/run.ts';
import { whyNotReady } from '../postfix/interview.ts';
import { port } from '../postfix/master.ts';
import { box, clear, commandMs, compile, layOut, logFile } from '../postfix/prepare.ts';

/** What the test sends. */
export interface Job {
  readonly files: Readonly<Record<string, string>>;
  readonly recipients: readonly string[];
  readonly pipelining: boolean;
}

export interface Told {
  /** As postconf has them where nothing is set. */
  readonly limits: string;
  /** "address verdict" in the order of the questions. */
  readonly verdicts: readonly string[];
  /** Everything that the server said. */
  readonly said: readonly string[];
  readonly connections: number;
  /** What smtpd wrote into its log about errors of the client. */
  readonly complaints: readonly string[];
}

async function answer({ files, recipients, pipelining }: Job): Promise<Told> {
  await clear();
  await layOut({ files });
  await box({ files });
  // The box lifts the limits that are to be met here.
  const master = readFileSync('/etc/postfix/master.cf', 'utf8');
  write('/etc/postfix/master.cf', master.replace(/\s+-o smtpd_(error_sleep_time|\w+_error_limit|recipient_limit)=\S+/g, ''));
  await compile({ files }, (await run(['postconf', '-nx'], { timeoutMs: commandMs })).output, []);
  await run(['postfix', 'start'], { timeoutMs: commandMs });
  const log = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const why = await whyNotReady(log);
  if (why !== undefined) throw new Error(`Postfix does not run: ${why}`);
  const limits = await run(['postconf', '-dhx', 'smtpd_soft_error_limit', 'smtpd_hard_error_limit'], { timeoutMs: commandMs });
  const results = await probeRecipient(
    recipients.map((it) => parseAddress(it) as Address),
    {
      server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port },
      resolvers: [],
      pipelining,
      pace: 6000,
      mayContact: async () => true,
    },
  );
  const transcript = results[0]?.transcript ?? [];
  return {
    limits: limits.output.trim().split(/\s+/).join(' '),
    verdicts: results.map((it) => `${it.address} ${it.verdict}`),
    said: transcript.filter((it) => it.by === 'server').map((it) => it.text),
    connections: transcript.filter((it) => it.text.startsWith('connected')).length,
    complaints: log()
      .split('\n')
      .filter((it) => /too many errors|lost connection|improper command pipelining/.test(it)),
  };
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
