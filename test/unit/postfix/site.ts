import type { Origin } from '../../../server/src/core/fact.ts';
import type { MailSystem } from '../../../server/src/core/system.ts';
import { lineOf } from '../../../server/src/core/text.ts';
import type { Explanation } from '../../../server/src/core/trace.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import { openFixture } from '../check.ts';
import { type Fixture, parseFixture } from '../fixture.ts';

/** A machine that is called mail.example.com and has the users alice, bob and carol, with the files of a fixture. */
export function openSite(source: string): Postfix {
  const given = parseFixture(source);
  const fixture: Fixture = { ...given, files: new Map([...machine, ...given.files]) };
  const [system] = openFixture(fixture);
  if (!system) throw new Error('the fixture has no main.cf');
  return system as Postfix;
}

const machine: readonly (readonly [string, string])[] = [
  ['/etc/hostname', 'mail.example.com\n'],
  ['/etc/passwd', ['alice', 'bob', 'carol'].map((it, i) => `${it}:x:${1001 + i}:${1001 + i}::/home/${it}:/bin/sh\n`).join('')],
  ['/etc/aliases', 'postmaster: root\n'],
  ['/etc/postfix/master.cf', 'smtp inet n - y - - smtpd\n'],
];

/** What happens to mail for an address, as text: steps, reply and deliveries. */
export function drawTrace(system: MailSystem, address: string, client = '203.0.113.9'): string {
  const { steps, rcpt, deliveries } = explain(system, address, client);
  const lines = [
    address,
    ...steps.map((it) => `  ${it.verdict.padEnd(9)} ${it.stage}: ${it.says}${because(system, it.because)}`),
    `  < ${[rcpt.code, rcpt.enhanced, rcpt.text].filter((it) => it !== undefined).join(' ')}`,
    ...deliveries.map(
      (it) => `  -> ${it.recipient} ${it.transport}: ${[it.enhanced, it.outcome].filter((word) => word !== undefined).join(' ')}`,
    ),
  ];
  return `\n${lines.join('\n')}\n`;
}

const settings = 'compatibility_level = 3.6\nmyhostname = mail.example.com\n';

export function trace(source: string, address: string, client?: string): string {
  return drawTrace(openSite(settings + source.replace(/^\n/, '')), address, client);
}

/** On a machine where example.com is local. */
export function traceOnExample(source: string, address: string, client?: string): string {
  return trace(`mydestination = localhost, mail.example.com, example.com\n${source.replace(/^\n/, '')}`, address, client);
}

export function replyTo(system: Postfix, address: string, client = '203.0.113.9'): string {
  const { verdict, code, enhanced, text } = explain(system, address, client).rcpt;
  return verdict === 'unknown' || verdict === 'no-service' ? verdict : verdict === 'accepted' ? '250' : `${code} ${enhanced} ${text}`;
}

function explain(system: MailSystem, address: string, client: string): Explanation {
  return mtas.find((it) => it.id === system.mta)!.explain(system as never, address, client);
}

function because(system: MailSystem, origin: Origin): string {
  if (origin.kind !== 'written') return origin.kind === 'default' ? ` (default ${origin.setting})` : ' (not known)';
  return ` (${origin.at.file.replace(/^\/etc\/(postfix\/|exim4\/)?/, '')}:${lineOf(system.textOf(origin.at.file), origin.at.start)})`;
}
