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
  return ask(maps, questionsFor(mailbox, isOwnDomain, parameters));
}

/** One key in all tables of a list. */
export function findKey(maps: MapList, key: string, kind: 'whole' | 'part' = 'whole'): Found {
  return ask(maps, [{ key, kind, extension: '' }]);
}

function* questionsFor(mailbox: Mailbox, isOwnDomain: boolean, parameters: Parameters): Generator<Question> {
  const { local, domain } = mailbox;
  const split = splitExtension(local, parameters.text('recipient_delimiter'));
  const extension = split?.extension ?? '';
  yield* bothForms(mailbox, 'whole', '');
  if (split) yield* bothForms({ local: split.user, domain }, 'part', extension);
  if (domain === undefined) return;
  if (isOwnDomain) {
    yield* bothForms({ local, domain: undefined }, 'part', '');
    if (split) yield* bothForms({ local: split.user, domain: undefined }, 'part', extension);
  }
  yield { key: `@${domain}`, kind: 'part', extension: '' };
}

/** A local part that needs quotes is asked with them and then without. Asked of Postfix 3.7 with `"q x"@…` in a regexp: table. */
function* bothForms(mailbox: Mailbox, kind: Question['kind'], extension: string): Generator<Question> {
  const quoted = written(mailbox);
  yield { key: quoted, kind, extension };
  if (quoted[0] === '"') yield { key: bare(mailbox), kind, extension };
}

/** For questions whose answer is the value: an entry of which only the presence is known leaves them open. */
export function withValue(found: Found): Found {
  if (found.kind !== 'hit' || found.origin.kind !== 'unknown') return found;
  return { kind: 'unknown', why: found.origin.why, ask: found.origin.ask ?? 'postmap -q' };
}

function ask(maps: MapList, questions: Iterable<Question>): Found {
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
  return unknown ?? { kind: 'miss' };
}

function isSoft(found: Found): boolean {
  return 'isSoft' in found && found.isSoft === true;
}
