import type { Zone } from '../../box/dns.ts';
import type { Host } from '../../box/host.ts';

/** A made-up host with Exim on it. */
export interface RoutingSite {
  /** By absolute path: /etc/exim4/exim4.conf, /etc/aliases, /home/bob/.forward. */
  readonly files: Readonly<Record<string, string>>;
  readonly dns?: Readonly<Record<string, Zone>>;
}

/** Who asks: a client of this network, a stranger, or `exim -bt`, which tells where mail would go. */
export type Asker = 'inside' | 'outside' | 'route';

/** By asker and address. A reply to RCPT TO as it came, without blanks at its end; `no service` where Exim dies. */
export type Answers = Readonly<Record<Asker, Readonly<Record<string, string>>>>;

export const addressOf: Readonly<Record<'inside' | 'outside', string>> = { inside: '127.0.0.1', outside: '203.0.113.9' };
export const noService = 'no service';

/** An answer of `exim -bt`: where it ends, in the order of letters. */
export interface Ends {
  readonly recipient: string;
  readonly end: 'taken' | 'bounced' | 'deferred' | 'discarded';
  /** Of a recipient that is taken. */
  readonly transport?: string;
  readonly why?: string;
}

export function drawEnds(ends: readonly Ends[]): string {
  // Exim tells of mail that is thrown away only where nothing else becomes of it.
  const others = ends.filter((it) => it.end !== 'discarded');
  if (others.length === 0 && 0 < ends.length) return 'discarded';
  const lines = others.map(({ end, transport, why, ...it }) => {
    const recipient = plain(it.recipient);
    if (end === 'taken') return `${recipient} by ${transport === undefined || transport === '' ? 'nobody' : transport}`;
    return why === undefined || why === '' ? `${recipient} ${end}` : `${recipient} ${end} (${why})`;
  });
  return [...new Set(lines)].sort().join(' | ');
}

/** Domains in lower case, local parts without quotes and backslashes. */
function plain(recipient: string): string {
  if (/^[|/]/.test(recipient)) return recipient;
  return recipient.replace(/^.*(?=@)/, (it) => it.replace(/"|\\(.)/g, '$1')).replace(/@[^@]*$/, (it) => it.toLowerCase());
}

/** The host that a site is: alice, bob, carol and mary-ann live there. */
export function hostOf({ files }: RoutingSite): Host {
  return { files, users: ['alice', 'bob', 'carol', 'mary-ann'], hostname: 'mail.example.com', mailname: 'example.com' };
}
