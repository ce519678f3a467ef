import type { Origin } from '../../../core/fact.ts';
import type { RcptReply } from '../../../core/trace.ts';
import type { Trail } from '../../../core/trail.ts';
import { capitalized } from '../../../core/words.ts';
import type { Parameters } from '../parameters.ts';
import type { Postfix } from '../system.ts';
import { type Mailbox, written } from './address.ts';
import { blame } from './blame.ts';
import { type Found, findAddress } from './find.ts';
import { about, codeOf, configurationError, refusal, splitEnhanced, temporaryFailure } from './reply.ts';
import { isOrigin, type Resolved } from './resolve.ts';

/** A recipient as smtpd asks about it. */
export interface Inquiry {
  readonly system: Postfix;
  readonly parameters: Parameters;
  readonly resolved: Extract<Resolved, { kind: 'resolved' }>;
  /** The address as replies show it. */
  readonly subject: string;
  readonly trail: Trail;
}

const CLASS_TABLES = {
  local: { maps: 'local_recipient_maps', code: 'unknown_local_recipient_reject_code', name: 'local recipient table' },
  'virtual-alias': { maps: undefined, code: 'unknown_virtual_alias_reject_code', name: 'virtual alias table' },
  'virtual-mailbox': { maps: 'virtual_mailbox_maps', code: 'unknown_virtual_mailbox_reject_code', name: 'virtual mailbox table' },
  relay: { maps: 'relay_recipient_maps', code: 'unknown_relay_recipient_reject_code', name: 'relay recipient table' },
} as const;

/**
 * check_rcpt_maps() of smtpd: a hit in a canonical or virtual alias table is enough, whatever it points to; then what goes
 * to error: or retry: is refused; then the table of the class is asked. Undefined where nothing speaks against the address.
 */
export function unlisted(inquiry: Inquiry): RcptReply | undefined {
  const { system, parameters, resolved, trail } = inquiry;
  if (parameters.words('receive_override_options').some((it) => it.text === 'no_unknown_recipient_checks')) {
    const says = 'no_unknown_recipient_checks leaves out the tables of recipients, so every name is taken';
    trail.note(
      'receive_override_options',
      'accepted',
      says,
      blame(parameters.assignment('receive_override_options'), 'receive_override_options'),
    );
    return undefined;
  }
  const mailbox = folded(resolved.mailbox);
  const isOwn = resolved.class === 'local' || isOrigin(system, mailbox.domain);
  for (const name of ['recipient_canonical_maps', 'canonical_maps', 'virtual_alias_maps']) {
    const maps = system.mapsOf(name, parameters);
    const found = findAddress(maps, mailbox, isOwn, parameters);
    if (found.kind === 'broken' || found.kind === 'unknown') return undecided(name, found, inquiry);
    if (found.kind === 'hit') {
      trail.note(name, 'accepted', `${found.key} has an entry, so smtpd takes the address as known, whatever it points to`, found.origin, {
        brief: found.key,
      });
      return undefined;
    }
    if (0 < maps.tables.length) trail.note(name, 'passed', 'No entry', blame(parameters.assignment(name), name), { brief: 'no entry' });
  }
  if (resolved.transport === 'error' || resolved.transport === 'retry') return fromErrorTransport(inquiry);
  return resolved.class === 'default' ? undefined : fromClassTable(inquiry, mailbox, isOwn);
}

/** smtpd folds the resolved recipient before it asks any table: a pattern that wants a capital letter never matches. */
export function folded({ local, domain }: Mailbox & { readonly domain: string }): Mailbox & { readonly domain: string } {
  return { local: local.toLowerCase(), domain: domain.toLowerCase() };
}

function fromErrorTransport({ resolved, parameters, subject, trail }: Inquiry): RcptReply {
  const isRetry = resolved.transport === 'retry';
  const { enhanced, words } = splitEnhanced(resolved.nexthop, isRetry ? '4.1.1' : '5.1.1');
  const isAlias = resolved.class === 'virtual-alias' && resolved.nexthop.startsWith('5.1.1 User unknown');
  const code = isAlias ? codeOf(parameters, CLASS_TABLES['virtual-alias'].code, 550) : isRetry ? 450 : 550;
  const reply = refusal(
    parameters,
    code,
    about('recipient', enhanced),
    `<${subject}>: Recipient address rejected: ${words || 'Address is undeliverable'}`,
  );
  const says = isAlias
    ? `${written(resolved.mailbox)} is in no virtual alias table`
    : `The transport is ${resolved.transport}:, so the address is refused at once`;
  trail.note(isAlias ? 'virtual_alias_domains' : `${resolved.transport}:`, verdictOf(reply), says, resolved.because);
  return isAlias ? { ...reply, ground: 'unlisted' } : reply;
}

function fromClassTable(inquiry: Inquiry, mailbox: Mailbox & { readonly domain: string }, isOwn: boolean): RcptReply | undefined {
  const { system, resolved, parameters, subject, trail } = inquiry;
  const table = CLASS_TABLES[resolved.class as keyof typeof CLASS_TABLES];
  if (!table.maps) return undefined;
  const because: Origin = blame(parameters.assignment(table.maps), table.maps);
  if (parameters.text(table.maps) === '') {
    trail.note(table.maps, 'accepted', 'The list of tables is empty, so every name is taken', because);
    return undefined;
  }
  if (resolved.class === 'local' && /^(double-bounce|postmaster|mailer-daemon)$/.test(mailbox.local)) {
    trail.note(table.maps, 'accepted', `${mailbox.local} is never refused`, { kind: 'default', setting: table.maps });
    return undefined;
  }
  const found = findAddress(system.mapsOf(table.maps, parameters), mailbox, isOwn, parameters);
  if (found.kind === 'broken' || found.kind === 'unknown') return undecided(table.maps, found, inquiry);
  if (found.kind === 'hit') {
    trail.note(table.maps, 'accepted', `${found.key} has an entry`, found.origin, { brief: found.key });
    return undefined;
  }
  const text = parameters.isYes('show_user_unknown_table_name') ? `User unknown in ${table.name}` : 'User unknown';
  const reply = refusal(parameters, codeOf(parameters, table.code, 550), '5.1.1', `<${subject}>: Recipient address rejected: ${text}`);
  trail.note(table.maps, verdictOf(reply), `No entry for ${written(mailbox)}`, because, { brief: 'no entry' });
  return { ...reply, ground: 'unlisted' };
}

/** A table that Postfix cannot open defers everybody; one that we cannot see leaves the answer open. */
function undecided(stage: string, found: Extract<Found, { kind: 'broken' | 'unknown' }>, inquiry: Inquiry): RcptReply {
  const { parameters, resolved, subject, trail } = inquiry;
  if (found.kind === 'broken') {
    trail.note(stage, 'deferred', capitalized(found.why), blame(parameters.assignment(stage), stage));
    return found.isMistake ? configurationError(parameters) : temporaryFailure(subject);
  }
  trail.note(stage, 'unknown', capitalized(found.why), found);
  return { verdict: 'unknown', class: resolved.class, ask: found.ask, text: found.why };
}

function verdictOf(reply: RcptReply): 'rejected' | 'deferred' {
  return reply.verdict === 'rejected' ? 'rejected' : 'deferred';
}
