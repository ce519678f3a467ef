import type { MailSystem } from '../core/system.ts';
import { aliases } from '../formats/aliases.ts';

/** A pick list gets no better with more. */
const mostAddresses = 500;
/** Of a table with a million entries the beginning is enough. */
const mostLetters = 200_000;

/** Addresses that the systems' tables and alias files speak of, in the order of the files. */
export function addressesIn(systems: readonly MailSystem[]): readonly string[] {
  const res = new Set<string>();
  for (const system of systems) {
    const before = res.size;
    const domain = system.claims.find((it) => it.class === 'local' && it.domain.includes('.'))?.domain;
    for (const { format, text } of system.files) {
      const beginning = text.slice(0, mostLetters);
      for (const [, address] of beginning.matchAll(/^([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?=[\s:])/gm)) add(address);
      if (format !== aliases.id || domain === undefined) continue;
      for (const [, name] of beginning.matchAll(/^([\w.+-]+)[^\S\n]*:/gm)) add(`${name}@${domain}`);
    }
    // Tables that are asked for names without a domain show no addresses of themselves.
    for (const { address } of res.size === before ? system.redirections() : []) {
      if (mostAddresses <= res.size) break;
      add(address);
    }
  }
  return [...res];

  function add(address: string | undefined): void {
    if (address !== undefined && res.size < mostAddresses) res.add(address);
  }
}
