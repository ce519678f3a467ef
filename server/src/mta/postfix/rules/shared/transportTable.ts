import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Postfix } from '../../system.ts';

/** An entry of a transport table, such as `list@example.com lmtp:[192.0.2.1]:8024`. */
export interface TransportEntry {
  readonly key: string;
  readonly value: string;
  /** Where its line begins. */
  readonly start: number;
}

const SAMPLE = 50;
const STOCK = new Set(['smtp', 'relay', 'lmtp', 'local', 'virtual', 'error', 'retry', 'discard']);

/**
 * The first entry where a text is that of a transport table: its first lines all name a transport of this server behind
 * the key. The text is asked, as a list of aliases cuts such lines at their first colon.
 */
export function transportEntryOf(system: Postfix, { text }: TableFile): TransportEntry | undefined {
  let first: TransportEntry | undefined;
  let seen = 0;
  for (const [line] of text.matchAll(/^.*$/gm)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const entry = /^([^\s:]+)\s+(([\w-]+):\S*)/.exec(line);
    if (!entry || !(STOCK.has(entry[3]!) || system.service(entry[3]!, 'unix'))) return undefined;
    first ??= { key: entry[1]!, value: entry[2]!, start: text.indexOf(line) };
    if (SAMPLE <= ++seen) break;
  }
  return first;
}
