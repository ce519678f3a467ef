import type { RcptReply } from '../../../core/trace.ts';
import { SILENT, type Trail } from '../../../core/trail.ts';
import type { Postfix } from '../system.ts';
import { drawClient } from './access.ts';
import { bare, type Mailbox, rewritten } from './address.ts';
import { readRecipient } from './envelope.ts';
import { ACCEPTED, refusal, temporaryFailure } from './reply.ts';
import { type Resolved, resolve } from './resolve.ts';
import { type Command, checkListed, type Deferral, evaluate, type Outcome, type Pending } from './restrictions.ts';
import { noService } from './service.ts';

/** What smtpd answers to `RCPT TO:<address>` from a client, and whether the message is thrown away. */
export interface RcptResult {
  readonly reply: RcptReply;
  readonly isDiscarded: boolean;
}

/** smtpd_check_rcpt(): address, client and sender lists, relay and recipient lists, then the tables of the class. */
export function askRcpt(system: Postfix, address: string, client: string, trail: Trail): RcptResult {
  const parameters = system.smtpd;
  const dead = noService(system);
  if (dead) {
    trail.note(
      'smtpd',
      'rejected',
      `No server answers: ${dead.why}`,
      dead.at ? { kind: 'written', at: dead.at } : { kind: 'default', setting: 'compatibility_level' },
    );
    return plain({ verdict: 'no-service', text: dead.why });
  }
  const given = readRecipient(address, parameters.isYes('strict_rfc821_envelopes'));
  if (!given) return plain(syntaxError(system, trail));
  // The postmaster without a domain is always heard, whatever the lists say.
  if (given.domain === undefined && given.local.toLowerCase() === 'postmaster') {
    trail.note('postmaster', 'accepted', 'postmaster without a domain is never refused', { kind: 'default', setting: 'smtpd' });
    return plain({ ...ACCEPTED, class: 'local' });
  }
  const complete = rewritten(given, system.parameters);
  if (isDoubleBounce(system, complete)) {
    trail.note('double_bounce_sender', 'accepted', 'The sender of bounces is never refused', {
      kind: 'default',
      setting: 'double_bounce_sender',
    });
    return plain(ACCEPTED);
  }
  const resolved = resolve(system, complete, trail);
  if (resolved.kind === 'syntax') return plain(syntaxError(system, trail));
  if (resolved.kind === 'broken') {
    trail.note('address class', 'deferred', `${resolved.why}`, { kind: 'unknown', why: resolved.why });
    return plain(temporaryFailure(bare(given)));
  }
  if (resolved.kind === 'unknown') {
    const same = answerOfAll(resolved.oneOf ?? [], { system, parameters, client, given, subject: bare(given) });
    trail.note('address class', 'unknown', same ? `${resolved.why}, but the answer is the same either way` : resolved.why, resolved);
    return same ?? plain({ verdict: 'unknown', ask: resolved.ask, text: resolved.why });
  }
  const command: Command = { system, parameters, client, given, resolved, subject: bare(given), trail };
  const result = decide(command);
  return { ...result, reply: { class: resolved.class, ...result.reply } };
}

/** The answer where it is the same whatever a domain turns out to be. */
function answerOfAll(all: readonly Resolved[], command: Omit<Command, 'resolved' | 'trail'>): RcptResult | undefined {
  const results = all.flatMap((it) => (it.kind === 'resolved' ? decide({ ...command, resolved: it, trail: SILENT }) : []));
  const [first] = results;
  if (!first || results.length < all.length || first.reply.verdict === 'unknown') return undefined;
  const isSame = ({ reply, isDiscarded }: RcptResult): boolean =>
    reply.code === first.reply.code && reply.text === first.reply.text && isDiscarded === first.isDiscarded;
  return results.every(isSame) ? first : undefined;
}

function isDoubleBounce({ parameters }: Postfix, { local, domain }: Mailbox): boolean {
  const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();
  return same(local, parameters.text('double_bounce_sender')) && domain !== undefined && same(domain, parameters.text('myorigin'));
}

function decide(command: Command): RcptResult {
  const { parameters } = command;
  const pending: Pending = { deferIfPermit: undefined, deferIfReject: undefined, listed: false };
  const early = ['smtpd_client_restrictions', 'smtpd_helo_restrictions', 'smtpd_sender_restrictions'];
  const relayFirst = parameters.isYes('smtpd_relay_before_recipient_restrictions');
  const late = relayFirst
    ? ['smtpd_relay_restrictions', 'smtpd_recipient_restrictions']
    : ['smtpd_recipient_restrictions', 'smtpd_relay_restrictions'];
  for (const parameter of [...early, ...late]) {
    const outcome = evaluate(parameter, command, pending);
    if (outcome.kind === 'reply' && !parameters.isYes('smtpd_delay_reject')) {
      if (parameter === 'smtpd_client_restrictions') return plain(deniedAtOnce(outcome.reply, command));
      if (parameter === 'smtpd_helo_restrictions')
        return plain({
          verdict: 'unknown',
          ask: 'swaks --quit-after RCPT',
          text: 'without smtpd_delay_reject the client is refused before RCPT TO',
        });
    }
    if (outcome.kind === 'reply') return plain(grounded(deferredInstead(outcome, command, pending)));
    if (outcome.kind === 'discard') return { reply: ACCEPTED, isDiscarded: true };
  }
  if (pending.deferIfPermit !== undefined) {
    return plain(deferred(pending.deferIfPermit, command));
  }
  if (parameters.isYes('smtpd_reject_unlisted_recipient')) {
    const outcome = checkListed(command, pending);
    if (outcome.kind === 'reply') return plain(deferredInstead(outcome, command, pending));
  }
  return plain(ACCEPTED);
}

/** A restriction that asked the tables of recipients, such as reject_unlisted_recipient, has said so itself. */
function grounded(reply: RcptReply): RcptReply {
  return reply.verdict === 'rejected' || reply.verdict === 'deferred' ? { ground: 'restriction', ...reply } : reply;
}

/** Without smtpd_delay_reject a client is refused when it connects, and every command after that. Asked of Postfix 3.7. */
function deniedAtOnce(reply: RcptReply, { parameters, client }: Command): RcptReply {
  return reply.verdict === 'unknown' ? reply : refusal(parameters, 503, '5.7.0', `Error: access denied for ${drawClient(client)}`);
}

/** DEFER_IF_REJECT turns a later refusal into a deferral with its own words. */
function deferredInstead({ reply }: Extract<Outcome, { kind: 'reply' }>, command: Command, { deferIfReject }: Pending): RcptReply {
  return deferIfReject === undefined || reply.verdict !== 'rejected' ? reply : deferred(deferIfReject, command);
}

function deferred({ code, enhanced, text }: Deferral, { parameters, subject }: Command): RcptReply {
  return refusal(parameters, code, enhanced, `<${subject}>: Recipient address rejected: ${text}`);
}

function syntaxError(system: Postfix, trail: Trail): RcptReply {
  trail.note('RCPT TO', 'rejected', 'This is no address that Postfix can read', { kind: 'default', setting: 'smtpd' });
  return refusal(system.smtpd, 501, '5.1.3', 'Bad recipient address syntax');
}

function plain(reply: RcptReply): RcptResult {
  return { reply, isDiscarded: false };
}
