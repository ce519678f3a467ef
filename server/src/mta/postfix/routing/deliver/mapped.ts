import type { Origin } from '../../../../core/fact.ts';
import { targetsIn } from '../../../../formats/aliases.ts';
import type { Parameters } from '../../parameters.ts';
import type { Postfix } from '../../system.ts';
import { type Mailbox, rewritten } from '../address.ts';
import { domainClass } from '../class.ts';
import { readRecipient } from '../envelope.ts';
import { findAddress, withValue } from '../find.ts';
import { isOrigin } from '../resolve.ts';

/** What a canonical or virtual alias table makes of an address. */
export type Mapped =
  | { readonly kind: 'mapped'; readonly to: readonly Mailbox[]; readonly key: string; readonly origin: Origin }
  | { readonly kind: 'unmapped' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string };

/**
 * mail_addr_map(): the entry's addresses in full form. `@domain` on the right keeps the local part; an extension that
 * the key did not have is put back where propagate_unmatched_extensions says so.
 */
export function mapAddress(system: Postfix, name: string, mailbox: Mailbox, propagate: boolean): Mapped {
  const { parameters } = system;
  const maps = system.mapsOf(name);
  if (maps.tables.length === 0) return { kind: 'unmapped' };
  const found = withValue(findAddress(maps, mailbox, isOwnDomain(system, mailbox.domain), parameters));
  if (found.kind === 'miss') return { kind: 'unmapped' };
  if (found.kind !== 'hit') return found;
  const extension = propagate ? found.extension : '';
  const to = addressesIn(found.value).map((it) => complete(it, mailbox, extension, parameters));
  return { kind: 'mapped', to, key: found.key, origin: found.origin };
}

export function isOwnDomain(system: Postfix, domain: string | undefined): boolean {
  if (domain === undefined) return false;
  if (isOrigin(system, domain)) return true;
  const found = domainClass(system, domain);
  return found.kind === 'class' && found.class === 'local';
}

/** The addresses of a right side, separated by commas or blanks. */
export function addressesIn(value: string): string[] {
  return targetsIn(value, { file: '', start: 0, end: value.length }).map((it) => value.slice(it.at.start, it.at.end));
}

function complete(text: string, from: Mailbox, extension: string, parameters: Parameters): Mailbox {
  const read = text.startsWith('@')
    ? { local: from.local, domain: text.slice(1) }
    : text === '<>'
      ? { local: '', domain: undefined }
      : (readRecipient(text) ?? { local: text, domain: undefined });
  const local = extension !== '' && !text.startsWith('@') ? read.local + extension : read.local;
  return rewritten({ local, domain: read.domain }, parameters);
}

/** Whether propagate_unmatched_extensions names a kind of table. */
export function propagates(parameters: Parameters, kind: 'canonical' | 'virtual' | 'alias' | 'forward' | 'include'): boolean {
  return parameters.words('propagate_unmatched_extensions').some((it) => it.text === kind);
}
