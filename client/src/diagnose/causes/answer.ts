import { hintsIn } from '../../../../server/src/smtp/hints.ts';
import { codeOf, codeOrVerdict } from '../verdicts.ts';
import type { View } from '../view.ts';
import { at, type Cause, decidingStep, findingsOn, fixesOn, isTemporaryUnknown, nameOf } from './cause.ts';

/** The server wants the client back later, whoever the recipient is. */
export const greylisted: Cause = ({ answer }) =>
  answer?.result.verdict === 'greylisted'
    ? {
        cause: 'greylisted',
        tone: 'warn',
        says: `${nameOf(answer)} makes a new client wait, so nothing is known of the recipient yet`,
        next: ['Ask again after five minutes from the same address'],
      }
    : undefined;

/** A permanent fault with a temporary code: senders try for days before anybody learns of it. */
export const temporaryCode: Cause = ({ answer, here, address }) => {
  const isAnswered = answer !== undefined && isTemporaryUnknown(answer.result) && answer.result.verdict === 'unknown-user';
  const isPredicted = !answer && here?.rcpt.ground === 'unlisted' && isTemporaryUnknown(here.rcpt);
  if (!isAnswered && !isPredicted) return undefined;
  return {
    cause: 'temporary-code',
    tone: 'bad',
    says: `${address} is unknown, and the server says so with the temporary code ${codeOf(answer?.result ?? here?.rcpt ?? {})}, so senders try for days`,
    detail: 'such a code is left over from a test or a migration',
    ...at(here && decidingStep(here)?.place),
    next: ['Take the temporary reject code, or the soft bounces, out of the configuration', 'Add the address if it is meant to exist'],
    fixes: fixesOn(here),
  };
};

/** The words or the configuration show that somebody was refused for who he is, not for whom he wrote to. */
export const policyBlock: Cause = (view) => {
  const { answer, here } = view;
  if (!answer) return undefined;
  const { result } = answer;
  const looksUnknown = result.verdict === 'unknown-user' && result.enhanced?.endsWith('.1.1') === true;
  const hints = hintsIn(result.text.replace(/<[^<>]*>|\S*@\S*/g, ' '));
  const isForeseen =
    here !== undefined &&
    view.isOwn(answer) &&
    here.rcpt.verdict === 'rejected' &&
    here.rcpt.ground === 'restriction' &&
    here.rcpt.class !== 'default';
  const isPolicy = result.verdict === 'policy-blocked' || (looksUnknown && (isForeseen || (hints.has('blocked') && !hints.has('unknown'))));
  if (!isPolicy) return undefined;
  const step = isForeseen ? decidingStep(here) : undefined;
  return {
    cause: 'policy-block',
    tone: 'warn',
    says: `${nameOf(answer)} refuses by a rule${looksUnknown ? `, though its code ${codeOrVerdict(result)} looks like an unknown user` : ''}, so nothing is known of the mailbox`,
    detail: step ? `${step.stage}: ${step.says}` : result.text,
    ...at(step?.place),
    next: [
      'Read the words of the reply: they name the rule or the list',
      ...(step
        ? ['Give the rule a code of its own, such as 5.7.1']
        : ['Ask from the outgoing mail server, whose address has a reputation']),
    ],
  };
};

/** The exchanger does not take the domain. */
export const relayDenied: Cause = (view) => {
  const { answer, domain, here } = view;
  if (answer?.result.verdict !== 'relay-denied') return undefined;
  const isApplied = here === undefined || here.claims.length === 0 || !view.isOwn(answer);
  if (!isApplied) return notTaken(view, answer, `the configuration takes ${domain}, and the running server refuses to relay to it`);
  const isExchanger =
    view.truth?.records.some((it) => it.exchange.replace(/\.$/, '').toLowerCase() === nameOf(answer).toLowerCase()) === true;
  return {
    cause: isExchanger ? 'mx-host-does-not-take-domain' : 'relay-denied',
    tone: 'bad',
    says: isExchanger
      ? `${nameOf(answer)}, an MX of ${domain}, does not take mail for it`
      : `${nameOf(answer)} does not take mail for ${domain}`,
    detail: answer.result.text,
    next: [`Add ${domain} to the domains of ${nameOf(answer)}`, `Or take ${nameOf(answer)} out of the MX records of ${domain}`],
  };
};

/** The address without its extension exists: the server does not split at the delimiter. */
export const delimiter: Cause = ({ answer, here, address, evidence }) => {
  const plainPrediction = evidence.plainSystems.find((it) => it.system.root === here?.system.root);
  const isRefused = answer ? answer.result.verdict === 'unknown-user' : here?.rcpt.ground === 'unlisted';
  const isPlainKnown = answer?.plain
    ? answer.plain.verdict === 'exists' || answer.plain.verdict === 'accepts-all'
    : plainPrediction?.rcpt.verdict === 'accepted';
  if (!isRefused || !isPlainKnown) return undefined;
  return {
    cause: 'delimiter-not-honored',
    tone: 'bad',
    says: `${address} is refused and the same address without its extension is taken, so the server does not split at the +`,
    next: ['Set the delimiter to + in the mail server, and in the one that keeps the mailboxes', 'Reload both'],
    fixes: fixesOn(here),
  };
};

/** One exchanger takes what another refuses: what comes in over the first bounces later. */
export const backupDiffers: Cause = ({ evidence: { hosts }, address }) => {
  const [primary] = hosts;
  const accepting = hosts.slice(1).find(({ result }) => result.verdict === 'exists' || result.verdict === 'accepts-all');
  if (!primary || !accepting || primary.result.verdict !== 'unknown-user') return undefined;
  return {
    cause: 'backup-accepts-primary-refuses',
    tone: 'bad',
    says: `${nameOf(primary)} refuses ${address} and the backup ${nameOf(accepting)} takes it, so mail that comes in over the backup bounces later`,
    detail: 'a backup that does not know the recipients sends bounces to senders who are often forged',
    next: [`Give ${nameOf(accepting)} the list of recipients of ${nameOf(primary)}`, 'Or take the backup out of the MX records'],
  };
};

/** Files and running server differ: something was not rebuilt or not reloaded. */
export const notApplied: Cause = (view) => {
  const { answer, here, address } = view;
  if (!here || !answer || !(view.isOwn(answer) || view.points === 'here')) return undefined;
  const { verdict } = answer.result;
  const [waiting] = here.unbuilt ?? [];
  if (waiting && here.rcpt.verdict === 'unknown' && (verdict === 'unknown-user' || verdict === 'exists'))
    return notTaken(view, answer, `${waiting.name} has changed since it was built, and the running server still has what it was`);
  if (verdict === 'unknown-user' && here.rcpt.verdict === 'accepted')
    return notTaken(view, answer, `the configuration takes ${address}, and the running server refuses it`);
  if (here.rcpt.verdict === 'no-service' && view.isOwn(answer))
    return notTaken(view, answer, 'with this configuration no server runs, and one answers');
  if (verdict === 'exists' && here.rcpt.ground === 'unlisted')
    return notTaken(view, answer, `the configuration knows no ${address}, and the running server takes it`);
  return undefined;
};

function notTaken({ here }: View, answer: NonNullable<View['answer']>, says: string): ReturnType<Cause> {
  const [waiting] = here?.unbuilt ?? [];
  return {
    cause: 'not-applied',
    tone: 'bad',
    says,
    detail:
      findingsOn(here)[0] ??
      `${nameOf(answer)} answers ${codeOrVerdict(answer.result)} where the files say ${here ? codeOrVerdict(here.rcpt) : 'otherwise'}: a table was not rebuilt, or the server was not reloaded`,
    ...at(waiting?.place ?? (here && decidingStep(here)?.place)),
    next: [
      ...(waiting ? [`Run ${waiting.build}`] : ['Rebuild the compiled tables']),
      'Reload the server, then ask again',
      'See that these files are the ones that the server reads',
    ],
    fixes: fixesOn(here),
  };
}

/** A yes to a name that cannot exist is no yes. */
export const catchAll: Cause = ({ answer, address, here }) => {
  if (answer?.result.verdict !== 'accepts-all') return undefined;
  const to = here?.rcpt.verdict === 'accepted' ? here.deliveries.map((it) => it.recipient) : [];
  return {
    cause: 'catch-all-hides',
    tone: 'warn',
    says: `${nameOf(answer)} takes any name, so nobody learns whether ${address} is misspelled`,
    detail: 0 < to.length ? `here its mail goes to ${to.slice(0, 3).join(', ')}` : answer.result.text,
    ...at(here && decidingStep(here)?.place),
    next: ['Look into the mailbox that takes all mail of the domain', 'Remove the entry that takes every name, and name the recipients'],
  };
};

/** The server knows nobody of this name, and its files agree. */
export const unknownUser: Cause = ({ answer, here, address }) => {
  if (answer?.result.verdict !== 'unknown-user') return undefined;
  const step = here?.rcpt.ground === 'unlisted' ? decidingStep(here) : undefined;
  return {
    cause: 'unknown-user',
    tone: 'bad',
    says: `${address} is unknown to ${nameOf(answer)}`,
    detail: findingsOn(here)[0] ?? (step ? `${step.stage}: ${step.says}` : answer.result.text),
    ...at(step?.place),
    next: ['Compare the address with the tables of the server, letter by letter', 'Add it, or tell the sender the right address'],
    fixes: fixesOn(here),
  };
};

/** Whatever else a server says of a recipient speaks for itself. */
export const otherwise: Cause = ({ answer }) => {
  if (!answer || answer.result.verdict === 'exists') return undefined;
  const { says, text, next } = answer.result;
  return { cause: 'answered-otherwise', tone: 'warn', says: `${nameOf(answer)}: ${says ?? text}`, detail: text, next };
};

/** Every side agrees, or nobody contradicts. */
export const arrives: Cause = ({ answer, here, address }) => {
  if (answer?.result.verdict === 'exists')
    return {
      cause: 'arrives',
      tone: 'good',
      says: `${nameOf(answer)} takes mail for ${address}${here?.rcpt.verdict === 'accepted' ? ', as the configuration says' : ''}`,
      next: answer.result.next,
    };
  if (here?.rcpt.verdict !== 'accepted') return undefined;
  return {
    cause: 'arrives',
    tone: 'plain',
    says: `the configuration takes ${address}; no server was asked`,
    ...at(decidingStep(here)?.place),
    next: ['Probe the recipient to see whether the running server does so too'],
  };
};
