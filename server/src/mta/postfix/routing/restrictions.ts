import type { Origin } from '../../../core/fact.ts';
import type { Item } from '../../../core/sourced.ts';
import type { RcptReply } from '../../../core/trace.ts';
import { capitalized } from '../../../core/words.ts';
import { itemsOf } from '../items.ts';
import type { Parameters } from '../parameters.ts';
import { wordsOf } from '../parameters.ts';
import type { MapList, Postfix } from '../system.ts';
import { tableRefOf } from '../tableRef.ts';
import { restrictionNames, takesArgument } from '../vocabulary/restrictions.ts';
import { clientEntry, drawClient, readAction, recipientEntry } from './access.ts';
import type { Mailbox } from './address.ts';
import { isTrusted } from './networks.ts';
import { codeOf, configurationError, refusal, temporaryFailure } from './reply.ts';
import { folded, type Inquiry, unlisted } from './unlisted.ts';
import { verify } from './verify.ts';

/** One RCPT command as the restrictions see it. */
export interface Command extends Inquiry {
  readonly client: string;
  /** As the client wrote it. */
  readonly given: Mailbox;
}

/** How a list of restrictions ends. `dunno`: nobody said anything. */
export type Outcome = { readonly kind: 'dunno' | 'permit' | 'discard' } | { readonly kind: 'reply'; readonly reply: RcptReply };

/** What a list leaves for later: deferrals that depend on the end, and whether the table of the class was asked. */
export interface Pending {
  deferIfPermit: Deferral | undefined;
  deferIfReject: Deferral | undefined;
  listed: boolean;
}

export interface Deferral {
  readonly code: number;
  readonly text: string;
  readonly enhanced: string;
}

const DUNNO: Outcome = { kind: 'dunno' };
const MOST_NESTED = 20;

/** Evaluates a list such as smtpd_recipient_restrictions in its order; OK ends the list, a refusal ends everything. */
export function evaluate(parameter: string, command: Command, pending: Pending): Outcome {
  return run(wordsOf(parameter, command.parameters), parameter, command, pending, 0);
}

function run(words: readonly Item[], parameter: string, command: Command, pending: Pending, depth: number): Outcome {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const name = word.text.toLowerCase();
    if (word.text.startsWith('{')) {
      const [first] = itemsOf({ text: word.text.slice(1, -1), parts: [] });
      if (first && tableRefOf(first)) return attributesUnknown(word, command);
      // Braces hold a table and its attributes, and no restrictions. Asked of Postfix 3.7.
      return mistake(word, `smtpd takes ${word.text} for a table, which it is not`, command);
    }
    if (name === 'warn_if_reject') {
      i += takesArgument(words[i + 1]?.text ?? '') ? 2 : 1;
      continue;
    }
    const isTable = tableRefOf(word) !== undefined;
    const argument = isTable ? word : takesArgument(name) ? words[++i] : undefined;
    // A table alone stands for the check of the list that it is in.
    const asked = isTable ? `check_${SUBJECTS[parameter]?.kind ?? 'recipient'}_access` : name;
    if (argument?.text.startsWith('{') && /_access$/.test(name)) return attributesUnknown(word, command);
    // A list of DNS without its name is passed over with a warning. Asked of Postfix 3.7.
    if (argument === undefined && /^(reject_rbl|reject_rhsbl|permit_dnswl|permit_rhswl)_/.test(name)) continue;
    const isMissing = takesArgument(name) && (argument === undefined || (/_access$/.test(name) && !isTableArgument(argument)));
    if (isMissing || !isKnownWord(asked, command.parameters))
      return mistake(word, isMissing ? `${word.text} wants a table behind it` : `smtpd knows no restriction ${word.text}`, command);
    const outcome = one(asked, argument, word, parameter, command, pending, depth);
    if (outcome.kind !== 'dunno') return outcome;
  }
  return DUNNO;
}

/** What a refusal of each list is about; all others are about the recipient. */
const SUBJECTS: Readonly<Record<string, { readonly kind: string; readonly what: string; readonly of: (command: Command) => string }>> = {
  smtpd_client_restrictions: { kind: 'client', what: 'Client host', of: ({ client }) => drawClient(client) },
  smtpd_helo_restrictions: { kind: 'helo', what: 'Helo command', of: () => 'the name in EHLO' },
  smtpd_sender_restrictions: { kind: 'sender', what: 'Sender address', of: () => 'the sender' },
};

function attributesUnknown(word: Item, { trail }: Command): Outcome {
  const why = `what ${word.text} does with the attributes in braces only Postfix can tell`;
  trail.note(word.text, 'unknown', capitalized(why), word.at ? { kind: 'written', at: word.at } : word.origin);
  return { kind: 'reply', reply: { verdict: 'unknown', ask: 'swaks --quit-after RCPT', text: why } };
}

function isTableArgument(argument: Item): boolean {
  return tableRefOf(argument) !== undefined;
}

/** smtpd gives up on the command when it comes to a word that it cannot evaluate. Asked of Postfix 3.7. */
function mistake(word: Item, why: string, { parameters, trail }: Command): Outcome {
  trail.note(word.text, 'deferred', capitalized(why), word.at ? { kind: 'written', at: word.at } : word.origin);
  return { kind: 'reply', reply: configurationError(parameters, undefined) };
}

function one(
  name: string,
  argument: Item | undefined,
  word: Item,
  parameter: string,
  command: Command,
  pending: Pending,
  depth: number,
): Outcome {
  const { system, parameters, resolved, subject, trail } = command;
  const because: Origin = word.at ? { kind: 'written', at: word.at } : word.origin;
  const reply = (it: RcptReply, says: string): Outcome => {
    trail.note(name, it.verdict === 'rejected' ? 'rejected' : it.verdict === 'deferred' ? 'deferred' : 'unknown', says, because);
    return { kind: 'reply', reply: it };
  };
  switch (name) {
    case 'permit':
      trail.note(name, 'passed', `${parameter} ends here`, because);
      return { kind: 'permit' };
    case 'reject':
      return reply(
        refusal(parameters, codeOf(parameters, 'reject_code', 554), '5.7.1', refused(parameter, command, 'Access denied')),
        'Everything that comes this far is refused',
      );
    case 'defer':
      return reply(
        refusal(parameters, codeOf(parameters, 'defer_code', 450), '4.3.2', refused(parameter, command, 'Try again later')),
        'Everything that comes this far is deferred',
      );
    case 'permit_mynetworks':
      switch (isTrusted(system, command.client)) {
        case 'yes':
          trail.note(name, 'passed', `${command.client} is in mynetworks, so ${parameter} ends here`, because);
          return { kind: 'permit' };
        case 'broken':
          trail.note(name, 'deferred', 'A network in mynetworks has bits beyond its prefix, so Postfix cannot read the list', because);
          return { kind: 'reply', reply: temporaryFailure(subject) };
        case 'unknown':
          return reply(
            { verdict: 'unknown', ask: 'postconf -x mynetworks', text: `whether ${command.client} is in mynetworks is not in the files` },
            `Whether ${command.client} is in mynetworks is not in the files.`,
          );
        default:
          return DUNNO;
      }
    case 'defer_if_permit':
      pending.deferIfPermit ??= { code: 450, enhanced: '4.7.0', text: 'defer_if_permit requested' };
      return DUNNO;
    case 'defer_if_reject':
      pending.deferIfReject ??= { code: 450, enhanced: '4.7.0', text: 'defer_if_reject requested' };
      return DUNNO;
    case 'permit_auth_destination':
      return isAuthorized(resolved, parameters) ? { kind: 'permit' } : DUNNO;
    case 'reject_unauth_destination':
    case 'check_relay_domains':
    case 'defer_unauth_destination': {
      if (isAuthorized(resolved, parameters)) return DUNNO;
      const isDefer = name === 'defer_unauth_destination';
      const code = codeOf(parameters, 'relay_domains_reject_code', 554) - (isDefer ? 100 : 0);
      const says = resolved.isRouted
        ? `${subject} names a route through another host`
        : `${resolved.mailbox.domain} is no domain of this host, and ${command.client} is a stranger`;
      return reply(refusal(parameters, code, isDefer ? '4.7.1' : '5.7.1', `<${subject}>: Relay access denied`), says);
    }
    case 'reject_unlisted_recipient':
    case 'check_recipient_maps':
      return checkListed(command, pending);
    case 'reject_non_fqdn_recipient': {
      const { domain } = command.given;
      if (domain !== undefined && (domain.startsWith('[') || /[^.]\.[^.]/.test(domain))) return DUNNO;
      return reply(
        refusal(
          parameters,
          codeOf(parameters, 'non_fqdn_reject_code', 504),
          '5.5.2',
          `<${subject}>: Recipient address rejected: need fully-qualified address`,
        ),
        'The address has no full domain.',
      );
    }
    case 'reject_unknown_recipient_domain':
    case 'reject_unknown_address': {
      // The DNS tells, but one name at the top can have no records: RFC 6761.
      if (!/(^|\.)invalid$/i.test(resolved.mailbox.domain) || !/^(default|relay)$/.test(resolved.class)) return DUNNO;
      const code = codeOf(parameters, 'unknown_address_reject_code', 450);
      const text = `<${subject}>: Recipient address rejected: Domain not found`;
      return reply(refusal(parameters, code, '4.1.2', text), `${resolved.mailbox.domain} is a domain that nobody can have`);
    }
    case 'reject_unverified_recipient': {
      const verified = verify(system, command.given);
      if (verified.kind === 'deliverable') {
        trail.note(name, 'passed', `A probe finds ${subject} deliverable: ${verified.why}`, because);
        return DUNNO;
      }
      if (verified.kind === 'undeliverable') {
        const code = codeOf(parameters, 'unverified_recipient_reject_code', 450);
        const reason = parameters.text('unverified_recipient_reject_reason') || verified.why;
        const kind = code === 450 ? 'unverified' : 'undeliverable';
        const text = `<${subject}>: Recipient address rejected: ${kind} address: ${reason}`;
        return reply(refusal(parameters, code, '4.1.1', text), `A probe finds ${subject} undeliverable`);
      }
      return reply(
        { verdict: 'unknown', ask: `sendmail -bv ${subject}`, text: 'Postfix asks the next host, which no file can tell' },
        'Postfix asks the next host, which no file can tell.',
      );
    }
    case 'check_recipient_access':
      return argument
        ? access(
            recipientEntry(system, mapsOf(argument, system), folded(resolved.mailbox), parameters),
            name,
            parameter,
            command,
            pending,
            depth,
          )
        : DUNNO;
    case 'check_client_access':
      return argument ? access(clientEntry(mapsOf(argument, system), command.client), name, parameter, command, pending, depth) : DUNNO;
  }
  if (isRestrictionClass(name, parameters) && depth < MOST_NESTED) {
    const outcome = run(wordsOf(word.text, parameters), word.text, command, pending, depth + 1);
    return outcome;
  }
  if (!/^(permit_|sleep)/.test(name))
    trail.note(name, 'passed', 'This depends on the client, the sender or DNS; it is taken as passed', because);
  return DUNNO;
}

function refused(parameter: string, command: Command, why: string): string {
  const about = SUBJECTS[parameter];
  return `<${about?.of(command) ?? command.subject}>: ${about?.what ?? 'Recipient address'} rejected: ${why}`;
}

/** reject_unlisted_recipient and the check at the end are made once. */
export function checkListed(command: Command, pending: Pending): Outcome {
  if (pending.listed) return DUNNO;
  pending.listed = true;
  const refused = unlisted(command);
  return refused ? { kind: 'reply', reply: refused } : DUNNO;
}

function isRestrictionClass(name: string, parameters: Parameters): boolean {
  return parameters
    .text('smtpd_restriction_classes')
    .toLowerCase()
    .split(/[\s,]+/)
    .includes(name);
}

function mapsOf(argument: Item, system: Postfix): MapList {
  const ref = tableRefOf(argument);
  return { parameter: argument.text, tables: ref ? [system.open(ref)] : [], strangers: ref ? [] : [argument] };
}

function access(
  found: ReturnType<typeof recipientEntry>,
  name: string,
  parameter: string,
  command: Command,
  pending: Pending,
  depth: number,
): Outcome {
  const { parameters, subject, trail } = command;
  const isClient = name === 'check_client_access';
  switch (found.kind) {
    case 'miss':
      return DUNNO;
    case 'broken':
      trail.note(name, 'deferred', `${found.why}`, { kind: 'unknown', why: found.why });
      return { kind: 'reply', reply: configurationError(parameters, subject) };
    case 'unknown':
      trail.note(name, 'unknown', `${found.why}`, found);
      return { kind: 'reply', reply: { verdict: 'unknown', ask: found.ask, text: found.why } };
  }
  const action = readAction(
    found.value,
    isClient ? drawClient(command.client) : subject,
    parameters,
    isClient ? 'Client host' : 'Recipient address',
  );
  const says = `${found.key} has the entry "${found.value}"`;
  switch (action.kind) {
    case 'reply':
      trail.note(name, action.reply.verdict === 'rejected' ? 'rejected' : 'deferred', says, found.origin);
      return action;
    case 'permit':
    case 'discard':
      trail.note(name, action.kind === 'permit' ? 'passed' : 'discarded', says, found.origin);
      return { kind: action.kind };
    case 'mistake':
      trail.note(name, 'deferred', capitalized(action.why), found.origin);
      return { kind: 'reply', reply: configurationError(parameters) };
    case 'defer-if-permit':
      pending.deferIfPermit ??= { ...action, code: codeOf(parameters, 'access_map_defer_code', 450) };
      break;
    case 'defer-if-reject':
      pending.deferIfReject ??= { ...action, code: codeOf(parameters, 'access_map_defer_code', 450) };
      break;
    case 'restriction': {
      const words = itemsOf({ text: action.words, parts: [] }).map((it): Item => ({ ...it, origin: found.origin }));
      trail.note(name, 'passed', says, found.origin);
      return depth < MOST_NESTED ? run(words, parameter, command, pending, depth + 1) : { kind: 'reply', reply: temporaryFailure(subject) };
    }
  }
  trail.note(name, 'passed', says, found.origin);
  return DUNNO;
}

function isKnownWord(text: string, parameters: Parameters): boolean {
  return restrictionNames.has(text.toLowerCase()) || isRestrictionClass(text.toLowerCase(), parameters);
}

function isAuthorized({ isRouted, class: addressClass }: Inquiry['resolved'], parameters: Parameters): boolean {
  if (isRouted && !parameters.isYes('allow_untrusted_routing')) return false;
  return addressClass !== 'default';
}
