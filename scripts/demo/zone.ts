/** The DNS of the demo: a shop that moved to a new mail server, a club with two domains, and domains with one fault each. RFC 2606 keeps .example free for this. */

export type ZoneRecord =
  | { readonly type: 'A' | 'AAAA'; readonly ttl: number; readonly data: string }
  | { readonly type: 'CNAME' | 'NS'; readonly ttl: number; readonly data: string }
  | { readonly type: 'MX'; readonly ttl: number; readonly data: { readonly preference: number; readonly exchange: string } };

/** Lower-case name to its records. What is not listed does not exist. */
export type Zone = ReadonlyMap<string, readonly ZoneRecord[]>;

/** Domains that have a SOA record, with their serials. */
export const serials: ReadonlyMap<string, number> = new Map([
  ['shop.example', 2026112103],
  ['oldhost.example', 2025030101],
  ['catchall.example', 2026010101],
  ['nullmx.example', 2026010101],
  ['dangling.example', 2026010101],
  ['cname.example', 2026010101],
  ['implicit.example', 2026010101],
  ['chess.example', 2026090101],
  ['juniors.example', 2026090101],
]);

export const zone: Zone = new Map([
  ['shop.example', [mx(10, 'mx1.shop.example'), mx(20, 'mx2.shop.example'), ns('ns1.shop.example')]],
  ['mx1.shop.example', [a('127.0.0.1')]],
  ['mail.shop.example', [a('127.0.0.1')]],
  ['mx2.shop.example', [a('127.0.0.2')]],
  ['ns1.shop.example', [a('127.0.0.1', 86400)]],
  ['oldhost.example', [mx(10, 'mail.oldhost.example', 86400), ns('ns1.shop.example')]],
  ['mail.oldhost.example', [a('127.0.0.2', 86400)]],
  ['catchall.example', [mx(10, 'mx1.shop.example'), ns('ns1.shop.example')]],
  ['nullmx.example', [mx(0, '.'), ns('ns1.shop.example')]],
  ['dangling.example', [mx(10, 'gone.dangling.example'), ns('ns1.shop.example')]],
  ['gone.dangling.example', []],
  ['cname.example', [mx(10, 'mail.cname.example'), ns('ns1.shop.example')]],
  ['mail.cname.example', [{ type: 'CNAME', ttl: 3600, data: 'mx1.shop.example' }]],
  ['implicit.example', [a('127.0.0.1'), ns('ns1.shop.example')]],
  ['chess.example', [mx(10, 'mail.chess.example'), ns('ns1.shop.example')]],
  ['juniors.example', [mx(10, 'mail.chess.example'), ns('ns1.shop.example')]],
  ['mail.chess.example', [a('127.0.0.4')]],
]);

/** What a resolver elsewhere still has: the mail exchanger from before the move, for some minutes more. */
export function staleZone(secondsRunning: number): Zone {
  // It counts down from 300 and begins again before it runs out, so that the demo shows the same whenever it is looked at.
  const left = 300 - (Math.floor(secondsRunning) % 240);
  return new Map([...zone, ['shop.example', [mx(10, 'mail.oldhost.example', left), ns('ns1.shop.example')]]]);
}

function a(data: string, ttl = 3600): ZoneRecord {
  return { type: 'A', ttl, data };
}

function ns(data: string): ZoneRecord {
  return { type: 'NS', ttl: 86400, data };
}

function mx(preference: number, exchange: string, ttl = 3600): ZoneRecord {
  return { type: 'MX', ttl, data: { preference, exchange } };
}
