import { parseFixture } from '../../unit/fixture.ts';
import type { AddressAnswers, PostfixSite } from './answers.ts';
import { drawRcpt } from './answers.ts';

/** What a rule claims, asked of the server: the answers while the fault is there, and after it is gone. */
export interface Expectation {
  /** The id of the rule. */
  readonly rule: string;
  /** What the server does, as a fact. */
  readonly fact: string;
  readonly before: Stage;
  readonly after: Stage;
}

export interface Stage extends Omit<PostfixSite, 'files'> {
  /** Files in the fixture language. */
  readonly site: string;
  /** By address, what a stranger gets: the reply to RCPT TO, then each delivery behind an arrow. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A fixture as a site: a file without a folder lies in /etc/postfix. Undefined where no main.cf lies there. */
export function siteOf(fixture: string): PostfixSite | undefined {
  const files: Record<string, string> = {};
  for (const [name, text] of parseFixture(fixture).files) {
    files[name.startsWith('/') ? name : `/etc/postfix/${name}`] = text;
  }
  return files['/etc/postfix/main.cf'] === undefined ? undefined : { files };
}

/** `250 -> alice@example.com local 2.0.0 sent`; a refusal with its text. */
export function drawAnswer({ rcpt, final }: AddressAnswers): string {
  const reply = rcpt.outside;
  const isAccepted = reply?.kind === 'reply' && reply.verdict === 'accepted';
  if (!isAccepted) return drawRcpt(reply);
  const ends = (final ?? []).filter((it) => it.text !== 'forwarded');
  return `250${ends
    .map((it) => ` -> ${it.to} ${it.agent} ${it.enhanced} ${it.status}`)
    .sort()
    .join('')}`;
}

/** True where a message to this address reaches everybody it was meant for. One of which the log says nothing more is gone. */
export function arrives({ rcpt, final }: AddressAnswers): boolean {
  const reply = rcpt.outside;
  const isAccepted = reply?.kind === 'reply' && reply.verdict === 'accepted';
  return isAccepted && (final === undefined || (0 < final.length && final.every((it) => it.status === 'sent')));
}
