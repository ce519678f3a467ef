import type { Origin } from '../../../core/fact.ts';
import type { Parameters } from '../parameters.ts';
import type { MapList } from '../system.ts';
import { bare, type Mailbox, splitExtension, written } from './address.ts';

/** What a list of tables says of an address. `soft`: the table cannot break, only its content is not known. */
export type Found =
  | {
      readonly kind: 'hit';
      readonly key: string;
      readonly value: string;
      readonly origin: Origin /** What the key left out of the local part. */;
      readonly extension: string;
    }
  | { readonly kind: 'miss' }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string }
  /** `isMistake`: the table can be opened, but its answer is none. */
  | { readonly kind: 'broken'; readonly why: string; readonly isMistake?: true };

const MISS: Found = { kind: 'miss' };

interface Question {
  readonly key: string;
  readonly kind: 'whole' | 'part';
  readonly extension: string;
}

/**
 * mail_addr_find(): user+ext@domain, user@domain, then for domains of this host user+ext and user, then @domain. Every
 * key is asked in all tables before the next one is tried. Order asked of Postfix 3.7 with `smtpd -v`.
 */
export function findAddress(maps: MapList, mailbox: Mailbox, isOwnDomain: boolean, parameters: Parameters): Found {
  return maps.tables.length === 0 ? MISS : ask(maps, questionsFor(mailbox, isOwnDomain, parameters));
}

/** One key in all tables of a list. */
export function findKey(maps: MapList, key: string, kind: 'whole' | 'part' = 'whole'): Found {
  return maps.tables.length === 0 ? MISS : ask(maps, [{ key, kind, extension: '' }]);
}

/** An array and no generator: a hundred thousand addresses are asked for in one go. */
function questionsFor(mailbox: Mailbox, isOwnDomain: boolean, parameters: Parameters): Question[] {
  const { local, domain } = mailbox;
  const split = splitExtension(local, parameters.text('recipient_delimiter'));
  const extension = split?.extension ?? '';
  const res: Question[] = [];
  addForms(res, mailbox, 'whole', '');
  if (split) addForms(res, { local: split.user, domain }, 'part', extension);
  if (domain === undefined) return res;
  if (isOwnDomain) {
    addForms(res, { local, domain: undefined }, 'part', '');
    if (split) addForms(res, { local: split.user, domain: undefined }, 'part', extension);
  }
  res.push({ key: `@${domain}`, kind: 'part', extension: '' });
  return res;
}

/** A local part that needs quotes is asked with them and then without. Asked of Postfix 3.7 with `"q x"@…` in a regexp: table. */
function addForms(res: Question[], mailbox: Mailbox, kind: Question['kind'], extension: string): void {
  const quoted = written(mailbox);
  res.push({ key: quoted, kind, extension });
  if (quoted[0] === '"') res.push({ key: bare(mailbox), kind, extension });
}

/** For questions whose answer is the value: an entry of which only the presence is known leaves them open. */
export function withValue(found: Found): Found {
  if (found.kind !== 'hit' || found.origin.kind !== 'unknown') return found;
  return { kind: 'unknown', why: found.origin.why, ask: found.origin.ask ?? 'postmap -q' };
}

function ask(maps: MapList, questions: readonly Question[]): Found {
  let unknown: Found | undefined;
  for (const { key, kind, extension } of questions) {
    for (const table of maps.tables) {
      const found = table.lookup(key, kind);
      if (found.kind === 'hit' && found.value === '')
        return { kind: 'broken', why: `the entry of ${key} in ${table.ref.spec} is empty`, isMistake: true };
      if (found.kind === 'hit')
        return unknown && !isSoft(unknown) ? unknown : { kind: 'hit', key, value: found.value, origin: found.origin, extension };
      if (found.kind === 'broken') return { kind: 'broken', why: found.why };
      if (found.kind !== 'unreadable') continue;
      const here = { kind: 'unknown', why: found.why, ask: found.ask, isSoft: table.ref.type === 'unix' } as const;
      // A database that nobody can look into may also be down: then every answer is a temporary failure.
      if (!unknown || (isSoft(unknown) && !here.isSoft)) unknown = here;
    }
  }
  return unknown ?? MISS;
}

function isSoft(found: Found): boolean {
  return 'isSoft' in found && found.isSoft === true;
}
