import { nextSteps } from '../../../server/src/smtp/advice.ts';
import { type Classification, classifyGreeting, classifyRecipient, classifySender } from '../../../server/src/smtp/classify.ts';
import { replyText } from '../../../server/src/smtp/reply.ts';
import type { ProbeVerdict, Reply } from '../../../server/src/smtp/types.ts';
import type { Attempt } from './attempt.ts';
import type { ProbeResult } from './results.ts';
import type { Outcome } from './smtp/conversation.ts';
import type { Failure } from './smtp/failure.ts';

/** What an attempt says about one recipient, with the words that prove it. */
export type Conclusion = Pick<ProbeResult, 'verdict' | 'code' | 'enhanced' | 'text' | 'says' | 'failure' | 'next'>;

/** `recipient` and `domain` are the keys under which the outcome keeps the replies. */
export function conclude(attempt: Attempt, recipient: string, domain: string | undefined): Conclusion {
  if (attempt.kind === 'withheld')
    return {
      verdict: 'unreachable',
      failure: 'withheld',
      text: attempt.why,
      next: ['Allow private addresses in the settings, or name the server yourself'],
    };
  if (attempt.kind === 'declined')
    return {
      verdict: 'inconclusive',
      failure: 'declined',
      text: 'not contacted, because the connection was declined',
      next: ['Allow the connection to this host and ask again'],
    };
  const { outcome } = attempt;
  const { failure } = outcome;
  const reply = outcome.replies.get(recipient);
  if (reply) return fromReply(reply, { random: domain === undefined ? undefined : outcome.randoms.get(domain), ...about(attempt) });
  const unasked = outcome.unasked.get(recipient);
  if (unasked !== undefined)
    return {
      verdict: 'inconclusive',
      text: unasked,
      next: ['Ask about this recipient alone, after a pause', 'Set a pace, to have all asked'],
    };
  if (outcome.refusal) return fromRefusal(outcome.refusal, about(attempt));
  if (failure) return fromFailure(failure);
  return { verdict: 'inconclusive', text: 'the recipient was not asked', next: nextSteps('inconclusive') };
}

/** What the words of a reply are to be weighed with. */
interface Circumstances {
  readonly port: number;
  readonly secured: boolean;
}

function about({ target, outcome }: Extract<Attempt, { readonly kind: 'held' }>): Circumstances {
  return { port: target.port, secured: outcome.secured };
}

function fromReply(reply: Reply, { random, ...circumstances }: Circumstances & { readonly random: Reply | undefined }): Conclusion {
  const classified = classifyRecipient(reply);
  if (classified.verdict !== 'exists') return fromLogin(reply, circumstances) ?? fromClassified(reply, classified);
  if (!random)
    return fromClassified(reply, { ...classified, says: `${classified.says}; whether it accepts any address was not found out` });
  const other = classifyRecipient(random);
  if (other.verdict === 'unknown-user')
    return fromClassified(reply, { ...classified, says: `${classified.says} and refuses one that cannot exist` });
  if (other.verdict !== 'exists') {
    // A recipient that was put off or blocked is neither taken nor unknown.
    const says = `${classified.says}; whether it accepts any address stays open, because one that cannot exist got "${proofOf(random)}"`;
    return fromClassified(reply, { ...classified, says });
  }
  const says = 'the server accepts a recipient that cannot exist just as well, so its yes proves nothing';
  const res = fromClassified(reply, { ...classified, verdict: 'accepts-all', says });
  return { ...res, text: `${res.text}; and to a recipient that cannot exist: ${proofOf(random)}` };
}

/** RFC 4954 section 6 and RFC 3207 section 4: 530 wants a login, or TLS before it; ports for submission take no mail from strangers. */
function fromLogin(reply: Reply, { port, secured }: Circumstances): Conclusion | undefined {
  const isSubmission = port === 587 || port === 465;
  const wantsTls = reply.code === 530 && !secured && /\b(START)?TLS\b/i.test(reply.lines.join(' '));
  if (wantsTls)
    return {
      ...fromClassified(reply, { verdict: 'policy-blocked', says: 'the server wants TLS before it takes a sender', isSure: true }),
      next: ['Let the probe use TLS, or find out why it failed with this server'],
    };
  if (reply.code !== 530 && !(isSubmission && reply.enhanced?.slice(2, 4) === '7.')) return undefined;
  const says = isSubmission
    ? `port ${port} is for people who log in, so a stranger learns nothing about recipients there`
    : 'the server wants a login before it takes a recipient, so it is not for mail from strangers';
  return {
    ...fromClassified(reply, { verdict: 'policy-blocked', says, isSure: true }),
    next: ['Ask at port 25, where mail from other servers arrives'],
  };
}

/** A reply may have 64 KB, which nobody reads; all of it is in the transcript. */
const longestProof = 2000;

function proofOf(reply: Reply): string {
  const text = replyText(reply);
  return text.length <= longestProof ? text : `${text.slice(0, longestProof)}… (${text.length - longestProof} characters more)`;
}

function fromClassified(reply: Reply, { verdict, says }: Classification): Conclusion {
  const enhanced = reply.enhanced === undefined ? {} : { enhanced: reply.enhanced };
  const text = reply.mixed
    ? `${proofOf(reply)} (the lines carry different codes; the last one counts here, others may read the first)`
    : proofOf(reply);
  return { verdict, code: reply.code, ...enhanced, text, says, next: nextSteps(verdict) };
}

function fromRefusal({ stage, reply }: NonNullable<Outcome['refusal']>, circumstances: Circumstances): Conclusion {
  if (stage !== 'sender') return fromClassified(reply, classifyGreeting(reply));
  return fromLogin(reply, circumstances) ?? fromClassified(reply, classifySender(reply));
}

function fromFailure(failure: Failure): Conclusion {
  const verdict = verdicts[failure.kind];
  return { verdict, text: failure.why, failure: failure.kind, next: failureAdvice[failure.kind] ?? nextSteps(verdict) };
}

const verdicts: Readonly<Record<Failure['kind'], ProbeVerdict>> = {
  timeout: 'unreachable',
  refused: 'unreachable',
  'no-route': 'unreachable',
  reset: 'unreachable',
  closed: 'unreachable',
  proxy: 'inconclusive',
  shutdown: 'inconclusive',
  tls: 'unreachable',
  injection: 'not-smtp',
  'not-smtp': 'not-smtp',
  endless: 'not-smtp',
  'out-of-step': 'inconclusive',
  cancelled: 'inconclusive',
  mistake: 'inconclusive',
};

const failureAdvice: Readonly<Partial<Record<Failure['kind'], readonly string[]>>> = {
  injection: ['Send no password through this way', 'Update the mail server, or look for a proxy between that rewrites SMTP'],
  'out-of-step': ['Ask again; if it stays so, look for a proxy or filter in front of the mail server'],
  proxy: ['Check the address, the login and the rules of the proxy', 'Ask without the proxy'],
  tls: ['Check the certificate and the TLS versions of the server', 'Ask again without TLS'],
  shutdown: ['Ask again later, about fewer recipients'],
  cancelled: ['Ask again'],
  mistake: ['Report this to the authors of the extension'],
};

/** Which of several dead ends is worth showing: words of a server before silence, and the first before later ones. */
export function mostTelling(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.reduce<Attempt | undefined>((res, it) => (res && tells(it) <= tells(res) ? res : it), undefined);
}

function tells(it: Attempt): number {
  if (it.kind !== 'held') return 0;
  if (it.outcome.refusal) return 3;
  const kind = it.outcome.failure?.kind;
  if (kind === 'not-smtp' || kind === 'endless') return 2;
  return 1;
}
