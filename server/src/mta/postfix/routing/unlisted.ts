import type { Origin } from '../../../core/fact.ts';
import type { RcptReply } from '../../../core/trace.ts';
import type { Parameters } from '../parameters.ts';
import type { Postfix } from '../system.ts';
import { written } from './address.ts';
import { findAddress } from './find.ts';
import { codeOf, refusal, splitEnhanced, temporaryFailure } from './reply.ts';
import { isOrigin, type Resolved } from './resolve.ts';
import { blame, type Trail } from './trail.ts';

/** What the check for unlisted recipients answers; undefined where it has nothing against the address. */
export type Unlisted = RcptReply | undefined;

const CLASS_TABLES = {
  local: { maps: 'local_recipient_maps', code: 'unknown_local_recipient_reject_code', name: 'local recipient table' },
  'virtual-alias': { maps: undefined, code: 'unknown_virtual_alias_reject_code', name: 'virtual alias table' },
  'virtual-mailbox': { maps: 'virtual_mailbox_maps', code: 'unknown_virtual_mailbox_reject_code', name: 'virtual mailbox table' },
  relay: { maps: 'relay_recipient_maps', code: 'unknown_relay_recipient_reject_code', name: 'relay recipient table' },
} as const;

/**
 * check_rcpt_maps() of smtpd: a hit in a canonical or virtual alias table is enough, whatever it points to; then what goes
 * to error: or retry: is refused; then the table of the class is asked.
 */
export function unlisted(
  system: Postfix,
  resolved: Extract<Resolved, { kind: 'resolved' }>,
  parameters: Parameters,
  trail: Trail,
): Unlisted {
  const { mailbox } = resolved;
  const isOwn = resolved.class === 'local' || isOrigin(system, mailbox.domain);
  for (const name of ['recipient_canonical_maps', 'canonical_maps', 'virtual_alias_maps']) {
    const maps = system.mapsOf(name, parameters);
    const found = findAddress(maps, mailbox, isOwn, parameters);
    if (found.kind === 'broken') return broken(name, found.why, parameters, trail);
    if (found.kind === 'unknown') return unknown(name, found, parameters, trail, resolved);
    if (found.kind === 'hit') {
      trail.note(name, 'accepted', `${found.key} has an entry, so smtpd takes the address as known, whatever it points to.`, found.origin);
      return undefined;
    }
    if (0 < maps.tables.length) trail.note(name, 'passed', 'No entry.', blame(parameters.assignment(name), name));
  }
  if (resolved.transport === 'error' || resolved.transport === 'retry') return fromErrorTransport(resolved, parameters, trail);
  if (resolved.class === 'default') return undefined;
  return fromClassTable(system, resolved, isOwn, parameters, trail);
}

function fromErrorTransport(resolved: Extract<Resolved, { kind: 'resolved' }>, parameters: Parameters, trail: Trail): RcptReply {
  const isRetry = resolved.transport === 'retry';
  const { enhanced, words } = splitEnhanced(resolved.nexthop, isRetry ? '4.1.1' : '5.1.1');
  const isAlias = resolved.class === 'virtual-alias' && resolved.nexthop.startsWith('5.1.1 User unknown');
  const code = isAlias ? codeOf(parameters, CLASS_TABLES['virtual-alias'].code, 550) : isRetry ? 450 : 550;
  const reply = refusal(parameters, code, enhanced, sentence(resolved, words || 'Address is undeliverable'));
  trail.note(
    isAlias ? 'virtual_alias_domains' : `${resolved.transport}:`,
    reply.verdict === 'rejected' ? 'rejected' : 'deferred',
    isAlias
      ? `${written(resolved.mailbox)} is in no virtual alias table.`
      : `The transport is ${resolved.transport}:, so the address is refused at once.`,
    resolved.because,
  );
  return reply;
}

function fromClassTable(
  system: Postfix,
  resolved: Extract<Resolved, { kind: 'resolved' }>,
  isOwn: boolean,
  parameters: Parameters,
  trail: Trail,
): Unlisted {
  const { mailbox } = resolved;
  const table = CLASS_TABLES[resolved.class as keyof typeof CLASS_TABLES];
  if (!table.maps) return undefined;
  const because: Origin = blame(parameters.assignment(table.maps), table.maps);
  if (parameters.text(table.maps) === '') {
    trail.note(table.maps, 'accepted', 'The list of tables is empty, so every name is taken.', because);
    return undefined;
  }
  if (resolved.class === 'local' && /^(double-bounce|postmaster|mailer-daemon)$/i.test(mailbox.local)) {
    trail.note(table.maps, 'accepted', `${mailbox.local} is never refused.`, { kind: 'default', setting: table.maps });
    return undefined;
  }
  const found = findAddress(system.mapsOf(table.maps, parameters), mailbox, isOwn, parameters);
  if (found.kind === 'broken') return broken(table.maps, found.why, parameters, trail);
  if (found.kind === 'unknown') return unknown(table.maps, found, parameters, trail, resolved);
  if (found.kind === 'hit') {
    trail.note(table.maps, 'accepted', `${found.key} has an entry.`, found.origin);
    return undefined;
  }
  const code = codeOf(parameters, table.code, 550);
  const text = parameters.isYes('show_user_unknown_table_name') ? `User unknown in ${table.name}` : 'User unknown';
  const reply = refusal(parameters, code, '5.1.1', sentence(resolved, text));
  trail.note(table.maps, reply.verdict === 'rejected' ? 'rejected' : 'deferred', `No entry for ${written(mailbox)}.`, because);
  return reply;
}

function sentence({ mailbox }: Extract<Resolved, { kind: 'resolved' }>, text: string): string {
  return `<${mailbox.local}@${mailbox.domain}>: Recipient address rejected: ${text}`;
}

function broken(stage: string, why: string, parameters: Parameters, trail: Trail): RcptReply {
  trail.note(stage, 'deferred', `${why[0]!.toUpperCase()}${why.slice(1)}.`, blame(parameters.assignment(stage), stage));
  return temporaryFailure();
}

function unknown(
  stage: string,
  { why, ask }: { readonly why: string; readonly ask: string },
  parameters: Parameters,
  trail: Trail,
  resolved: Extract<Resolved, { kind: 'resolved' }>,
): RcptReply {
  void parameters;
  trail.note(stage, 'unknown', `${why[0]!.toUpperCase()}${why.slice(1)}.`, { kind: 'unknown', why, ask });
  return { verdict: 'unknown', class: resolved.class, ask, text: why };
}
