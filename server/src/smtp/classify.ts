import { type Hint, hintsIn } from './hints.ts';
import type { ProbeVerdict, Reply } from './types.ts';

export interface Classification {
  readonly verdict: ProbeVerdict;
  /** One sentence: what the reply means. */
  readonly says: string;
  /** True where the codes alone decide; false where only the words of the reply, or nothing, did. */
  readonly isSure: boolean;
}

/** What is left of a reply when its words are weighed. */
interface Evidence {
  readonly code: number;
  /** Subject and detail of the enhanced code, such as "1.1". Its class is the reply code's: the reply code decides. */
  readonly detail: string | undefined;
  readonly hints: ReadonlySet<Hint>;
}

/**
 * What the reply to RCPT TO says about the recipient. The reply code decides first, the enhanced code second (RFC 3463, RFC 7372,
 * RFC 7505 and the IANA registry of enhanced codes), the text only where both leave a choice.
 */
export function classifyRecipient(reply: Reply): Classification {
  const evidence = evidenceOf(reply);
  const { code } = evidence;
  if (code === 250 || code === 251)
    return sure('exists', code === 251 ? 'the server accepts the recipient and forwards its mail' : 'the server accepts the recipient');
  if (code === 252) return sure('inconclusive', 'the server accepts the recipient without knowing whether it exists');
  if (code < 300) return { verdict: 'exists', says: `the server accepts the recipient with the unusual code ${code}`, isSure: false };
  if (code < 400) return sure('not-smtp', `the server answers RCPT TO with ${code}, which asks for data nobody offered`);
  if (code === 421) return sure('inconclusive', 'the server ends the conversation without an answer about the recipient');
  if (500 <= code && code <= 504) return commandRefused(evidence);
  return byDetail(evidence) ?? byHint(evidence) ?? byCode(evidence);
}

/** What a refused greeting (a banner other than 220), EHLO or HELO means for every recipient. */
export function classifyGreeting(reply: Reply): Classification {
  const { code, hints } = evidenceOf(reply);
  if (hints.has('greylist')) return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: false };
  if (code === 421 || code === 450 || code === 451) return sure('unreachable', 'the server takes no connection at the moment');
  // RFC 7504: 521 from a host that never takes mail; 554 is the refusal of RFC 5321 section 3.1.
  if (code === 521) return sure('policy-blocked', 'this host takes no mail at all');
  if (500 <= code) return sure('policy-blocked', 'the server turns this client away before any recipient');
  return { verdict: 'unreachable', says: `the server greets with ${code}`, isSure: false };
}

/** A refused MAIL FROM is about the sender, the client or the server; never about the recipient. */
export function classifySender(reply: Reply): Classification {
  const { code, detail, hints } = evidenceOf(reply);
  if (code === 421) return sure('inconclusive', 'the server ends the conversation at MAIL FROM');
  if (detail?.startsWith('1.')) return sure('sender-refused', 'the server refuses the sender address');
  if (hints.has('sender')) return { verdict: 'sender-refused', says: 'the server refuses the sender address', isSure: false };
  if (hints.has('greylist')) return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: false };
  if (detail?.startsWith('7.') && hints.has('blocked'))
    return { verdict: 'policy-blocked', says: 'the server turns this client away at MAIL FROM', isSure: false };
  if (detail?.startsWith('3.') || detail?.startsWith('4.')) return sure('inconclusive', 'the server has trouble of its own at MAIL FROM');
  return { verdict: 'sender-refused', says: 'the server refuses MAIL FROM, so no recipient can be asked with this sender', isSure: false };
}

function evidenceOf({ code, enhanced, lines }: Reply): Evidence {
  // The address in the reply is the question, not the answer: relay@example.com or full@example.com must not decide.
  const words = lines
    .join(' ')
    .slice(0, weighed)
    .replace(/<[^<>]*>/g, ' ')
    .split(/\s+/)
    .filter((it) => !it.includes('@'));
  return { code, detail: enhanced?.slice(2), hints: hintsIn(words.join(' ')) };
}

/** Characters of a reply that are looked at; what a server says behind them is not about the recipient. */
const weighed = 4096;

function commandRefused({ code, hints, detail }: Evidence): Classification {
  if (detail === '1.3') return sure('inconclusive', 'the server cannot read the address, so it says nothing about the mailbox');
  if (code === 503 && hints.has('blocked'))
    return { verdict: 'policy-blocked', says: 'the server stopped taking commands from this client', isSure: false };
  if (hints.has('unknown'))
    return { verdict: 'unknown-user', says: 'the words of the reply say that nobody has this address', isSure: false };
  return sure('inconclusive', 'the server does not take the command or its form, so it says nothing about the mailbox');
}

function byDetail(evidence: Evidence): Classification | undefined {
  const { detail, hints, code } = evidence;
  if (detail === undefined) return undefined;
  const later = code < 500;
  switch (detail) {
    case '1.1':
    case '1.10':
      return unknownUser(evidence);
    case '1.2':
      return later
        ? sure('inconclusive', 'the server cannot look up the domain at the moment')
        : sure('relay-denied', 'the server does not know the domain of the recipient');
    case '1.3':
      return sure('inconclusive', 'the server cannot read the address, so it says nothing about the mailbox');
    case '1.6':
      return sure('disabled', 'the mailbox has moved and nothing is forwarded');
    case '1.7':
    case '1.8':
    case '1.9':
      return sure('sender-refused', 'the server refuses the sender, though only now, so it says nothing about the recipient');
    case '2.1':
      // A well-known mail provider defers with 4.2.1 what comes in too fast for a mailbox, which then exists.
      if (later && hints.has('rate'))
        return { verdict: 'inconclusive', says: 'the mailbox gets more mail at the moment than the server lets it have', isSure: false };
      return sure('disabled', later ? 'the mailbox is disabled for the time being' : 'the mailbox exists and is disabled');
    case '2.2':
      return sure('full', 'the mailbox exists and is full');
    case '4.1':
      // Microsoft's explanation of 550 5.4.1: edge blocking knows no such recipient, although the words are "Access denied".
      return later || hints.has('relay')
        ? undefined
        : { verdict: 'unknown-user', says: 'the server knows no such recipient, as some hosted services put it', isSure: false };
    case '5.3':
    case '3.1':
      return sure('inconclusive', detail === '5.3' ? 'too many recipients in one conversation' : 'the disk of the server is full');
    case '6.7':
      return sure('inconclusive', 'the server wants SMTPUTF8 for this address');
    default:
      return bySubject(evidence);
  }
}

function unknownUser({ code, hints }: Evidence): Classification {
  if (500 <= code) return sure('unknown-user', 'nobody has this address on the server');
  if (hints.has('greylist')) return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: false };
  if (hints.has('in-progress'))
    return { verdict: 'inconclusive', says: 'the server is still finding out whether the address exists', isSure: false };
  return {
    verdict: 'unknown-user',
    says: 'nobody has this address on the server, which says so only for the time being, so senders keep trying',
    isSure: false,
  };
}

/** RFC 3463 section 3: the subject is what the detail is about. */
function bySubject(evidence: Evidence): Classification | undefined {
  const { code, hints } = evidence;
  const subject = evidence.detail?.split('.')[0];
  if (subject === '7') {
    if (hints.has('relay')) return { verdict: 'relay-denied', says: 'the server does not take mail for this domain', isSure: false };
    if (500 <= code) return blockedOrSender(evidence);
    if (hints.has('blocked') && !hints.has('greylist'))
      return { verdict: 'policy-blocked', says: 'the server turns this client away for the time being', isSure: false };
    if (hints.has('rate')) return { verdict: 'inconclusive', says: 'this client asks too much at the moment', isSure: false };
    return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: hints.has('greylist') };
  }
  if (subject === '2' && code < 500)
    return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: hints.has('greylist') };
  if (subject !== '3' && subject !== '4') return undefined;
  // Old servers put 5.3.0 or 5.4.0 before words that say more.
  const wordsSayMore =
    hints.has('greylist') || (500 <= code && (hints.has('unknown') || hints.has('relay') || hints.has('full') || hints.has('disabled')));
  if (wordsSayMore) return undefined;
  return sure('inconclusive', subject === '3' ? 'the server has trouble of its own' : 'the server cannot route or look up something');
}

function blockedOrSender({ hints }: Evidence): Classification {
  if (hints.has('sender'))
    return {
      verdict: 'sender-refused',
      says: 'the server refuses the sender, though only now, so it says nothing about the recipient',
      isSure: false,
    };
  return sure('policy-blocked', 'a policy of the server refuses this client or this message, whether or not the mailbox exists');
}

/** In the order of how specific the words are: a relay refusal mentions addresses, a full mailbox mentions users. */
function byHint({ code, hints }: Evidence): Classification | undefined {
  const later = code < 500;
  if (hints.has('greylist')) return { verdict: 'greylisted', says: 'the server makes a new client wait', isSure: false };
  if (hints.has('relay')) return { verdict: 'relay-denied', says: 'the server does not take mail for this domain', isSure: false };
  if (hints.has('full')) return { verdict: 'full', says: 'the mailbox exists and is full', isSure: false };
  if (hints.has('in-progress'))
    return { verdict: 'inconclusive', says: 'the server is still finding out whether the address exists', isSure: false };
  if (hints.has('disabled')) return { verdict: 'disabled', says: 'the mailbox exists and is disabled', isSure: false };
  if (hints.has('sender'))
    return {
      verdict: 'sender-refused',
      says: 'the server refuses the sender, though only now, so it says nothing about the recipient',
      isSure: false,
    };
  if (hints.has('unknown'))
    return {
      verdict: 'unknown-user',
      says: later ? 'nobody has this address, for the time being' : 'nobody has this address on the server',
      isSure: false,
    };
  if (hints.has('blocked')) return { verdict: 'policy-blocked', says: 'a policy of the server refuses this client', isSure: false };
  return undefined;
}

/** What RFC 5321 section 4.2.2 leaves for a code without any explanation. */
function byCode({ code }: Evidence): Classification {
  if (code < 500) return { verdict: 'inconclusive', says: 'the server puts the recipient off without saying why', isSure: false };
  if (code === 550 || code === 551 || code === 553)
    return {
      verdict: 'unknown-user',
      says: 'the server refuses the recipient without a reason, which mostly means that nobody has the address',
      isSure: false,
    };
  if (code === 552) return { verdict: 'full', says: 'the mailbox is over its storage', isSure: false };
  if (code === 556) return { verdict: 'relay-denied', says: 'the domain takes no mail (RFC 7504)', isSure: false };
  return { verdict: 'policy-blocked', says: 'the server refuses the transaction without a reason', isSure: false };
}

function sure(verdict: ProbeVerdict, says: string): Classification {
  return { verdict, says, isSure: true };
}
