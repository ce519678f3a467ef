import type { Origin } from '../../../core/fact.ts';
import { SILENT } from '../../../core/trail.ts';
import { expand } from '../expand/expand.ts';
import type { Variable } from '../expand/scope.ts';
import { splitList } from '../expand/splitList.ts';
import { truth } from '../expand/truth.ts';
import { type Match, matchAddress, matchDomain, matchHost, matchLocalPart } from '../lists/match.ts';
import { isNobodys } from '../lists/nobodys.ts';
import { textOf } from '../routing/address.ts';
import { type Context, SENDER } from '../routing/context.ts';
import { verify } from '../routing/verify.ts';
import type { Condition } from '../syntax/blocks.ts';
import { dequote } from '../syntax/statement.ts';
import { called, scopeIn } from './calls.ts';
import type { Session } from './run.ts';

/** Whether a condition holds. */
export type Answer =
  /** A condition may have words for the client even where it holds, once it is negated. */
  | { readonly kind: 'yes'; readonly text?: string }
  /** `drop` and `discard`: so says an ACL that was called. */
  | { readonly kind: 'no' | 'drop' | 'discard'; readonly text?: string; readonly ground?: 'unlisted'; readonly because?: Origin }
  /** `isError`: not even `warn` goes on. */
  | {
      readonly kind: 'later' | 'died';
      readonly text?: string;
      readonly why?: string;
      readonly isError?: boolean;
      readonly because?: Origin;
    }
  /** `mayDefer`: the answer may be 451, whatever the conditions behind this one say. */
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly mayDefer?: true };

const YES: Answer = { kind: 'yes' };

/** Modifiers do not decide; control, add_header and the like are true. */
export function ask(condition: Condition, session: Session, depth: number): Answer {
  const answer = askPlain(condition, session, depth);
  if (!condition.negated) return answer;
  const said = 'text' in answer && answer.text !== undefined ? { text: answer.text } : {};
  if (answer.kind === 'yes') return { kind: 'no', ...said };
  return answer.kind === 'no' || answer.kind === 'drop' ? { kind: 'yes', ...said } : answer;
}

function askPlain(condition: Condition, session: Session, depth: number): Answer {
  const { context, address, variables } = session;
  const { value } = condition;
  const scope = scopeIn(session, depth);
  switch (condition.name.text) {
    case 'domains': {
      const match = matchDomain(value, address.domain, scope);
      if (match.kind === 'yes' && match.data !== undefined) variables['domain_data'] = match.data;
      return fromMatch(match);
    }
    case 'local_parts': {
      const match = matchLocalPart(value, address.localPart, scope);
      if (match.kind === 'yes' && match.data !== undefined) variables['local_part_data'] = match.data;
      return fromMatch(match);
    }
    case 'recipients':
      return fromMatch(matchAddress(value, textOf(address), scope));
    case 'senders':
      return senders(value.text) ?? fromMatch(matchAddress(value, SENDER, scope));
    case 'sender_domains':
      return senders(value.text) ?? fromMatch(matchDomain(value, SENDER.slice(SENDER.lastIndexOf('@') + 1), scope));
    case 'hosts':
      return fromMatch(matchHost(value, { address: context.client }, scope));
    case 'condition': {
      const expansion = expand(value, scope);
      if (expansion.kind === 'unknown') return expansion;
      if (expansion.kind === 'forced-fail') return YES;
      if (expansion.kind === 'error' && expansion.dies) return { kind: 'died', text: expansion.why };
      if (expansion.kind === 'error') return { kind: 'later', why: expansion.why, ...(!expansion.temporary && { isError: true }) };
      const isTrue = truth(expansion.value.text, false);
      return isTrue === undefined ? { kind: 'later' } : isTrue ? YES : { kind: 'no' };
    }
    case 'acl':
      return nested(condition, session, depth);
    case 'verify':
      return verification(condition, session);
    // Nobody has authenticated or encrypted: a stranger asks.
    case 'authenticated':
    case 'encrypted':
      return { kind: 'no' };
    // Block lists, rates and reputations are taken as passed: they are about the client and not about the recipient.
    case 'dnslists':
    case 'ratelimit':
    case 'seen':
    case 'spf':
    case 'spf_guess':
    case 'malware':
    case 'spam':
    case 'regex':
    case 'mime_regex':
    case 'dkim_status':
    case 'dmarc_status':
      return { kind: 'no' };
    default:
      return YES;
  }
}

/** A list of senders that takes everybody is no question; any other depends on who writes. */
function senders(list: string): Answer | undefined {
  if (list.trim() === ':' || list.trim() === '') return { kind: 'no' };
  return undefined;
}

function fromMatch(match: Match): Answer {
  switch (match.kind) {
    case 'yes':
      return YES;
    case 'no':
      return { kind: 'no' };
    case 'defer':
      return { kind: 'later', why: match.why };
    case 'panic':
      return { kind: 'died', text: match.why };
    case 'unknown':
      return { kind: 'unknown', why: match.why, ask: match.ask };
    default:
      return match satisfies never;
  }
}

/** `acl = name arguments`: the words are taken apart before each of them is expanded. Source: acl_check_wargs(). */
function nested({ value }: Condition, session: Session, depth: number): Answer {
  const scope = scopeIn(session, depth);
  const words: (Variable & { readonly kind: 'value' })[] = [];
  for (let at = 0; at < value.text.length; at += /^\s*/.exec(value.text.slice(at))![0].length) {
    const word = dequote(value, at);
    at = word.end;
    const expansion = expand(word.content, scope);
    if (expansion.kind === 'unknown') return expansion;
    if (expansion.kind === 'forced-fail') return { kind: 'later', isError: true };
    if (expansion.kind === 'error') return { kind: 'later', why: expansion.why, ...(!expansion.temporary && { isError: true }) };
    words.push({ kind: 'value', text: expansion.value.text, tainted: expansion.tainted });
  }
  const [name, ...args] = words;
  const decision = called(name?.text ?? '', args, session, depth);
  const said = 'text' in decision && decision.text !== undefined ? { text: decision.text } : {};
  switch (decision.kind) {
    case 'accept':
      return { kind: 'yes', ...said };
    case 'deny':
      return { kind: 'no', ...said, because: decision.because };
    case 'drop':
    case 'discard':
      return { kind: decision.kind, ...said, because: decision.because };
    case 'defer':
      return { kind: 'later', ...said, ...(decision.isError && { isError: true }), because: decision.because };
    case 'died':
      return { kind: 'died', ...said };
    case 'unknown':
      return decision;
    default:
      return decision satisfies never;
  }
}

/** What can be verified without a network: the recipient. The rest is taken as sound. */
function verification({ value }: Condition, { context, address }: Session): Answer {
  const [what = '', ...options] = splitList(value.text.replaceAll('/', ' : ')).items;
  if (what === 'sender') return verifySender(context);
  if (what === 'reverse_host_lookup' || what === 'helo') {
    if (isNobodys(context.client)) return { kind: 'no' };
    return { kind: 'unknown', why: `the name of the client ${context.client} is not in the files`, ask: 'exim -bh ADDRESS' };
  }
  if (what === 'certificate') return { kind: 'no' };
  if (what !== 'recipient') return YES;
  const verified = verify(address, { ...context, view: 'verify' }, !options.includes('success_on_redirect'));
  switch (verified.kind) {
    case 'yes': {
      const isAsked = verified.isRemote && options.some((it) => it.startsWith('callout'));
      if (isAsked)
        return {
          kind: 'unknown',
          why: `the host behind asks whether ${textOf(address)} exists`,
          ask: `exim -bv ${textOf(address)}`,
          mayDefer: true,
        };
      context.trail.note('verify = recipient', 'passed', capital(verified.says), verified.because, { brief: 'verified' });
      return YES;
    }
    case 'no':
      return { kind: 'no', text: verified.text, ground: 'unlisted', because: verified.because };
    case 'later':
      if (options.includes('defer_ok')) return YES;
      return { kind: 'later', ...(verified.text !== undefined && { text: verified.text }), why: verified.why, because: verified.because };
    case 'died':
      return { kind: 'died', text: verified.text, because: verified.because };
    case 'unknown':
      return { kind: 'unknown', why: verified.why, ask: verified.ask };
    default:
      return verified satisfies never;
  }
}

/** Who writes is not known; but routers that know no stranger refuse them all. */
function verifySender(context: Context): Answer {
  const at = SENDER.lastIndexOf('@');
  const sender = { localPart: SENDER.slice(0, at), domain: SENDER.slice(at + 1) };
  const verified = verify(sender, { ...context, trail: SILENT, view: 'verify sender' });
  if (verified.kind === 'yes') return YES;
  if (verified.kind === 'died') return { kind: 'died', text: verified.text, because: verified.because };
  const { because } = verified;
  if (context.isStranger && verified.kind === 'no') return { kind: 'no', text: 'Sender verify failed', because };
  if (context.isStranger && verified.kind === 'later') return { kind: 'later', why: verified.why, because };
  return { kind: 'unknown', why: 'routers decide whether the sender can be answered', ask: 'exim -bvs SENDER', mayDefer: true };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
