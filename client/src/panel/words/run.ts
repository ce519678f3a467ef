import type { Explained } from '../../../../server/src/protocol.ts';
import { codeOf } from '../../diagnose/verdicts.ts';
import type { Outcome, Question, Run } from '../messages.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from './conclusion.ts';
import { concludeDiagnosis, replyOf } from './diagnosis.ts';
import { concludeExplained, endTones } from './explain.ts';
import { allFindings, concludeMx, differing } from './mx.ts';
import { concludeProbe, verdictLabel } from './probe.ts';
import { duration } from './time.ts';

/** The words that every view of a run shares: its title, its pill and its conclusion. */

/** What was asked, as a heading. */
export function titleOf(question: Question): string {
  switch (question.kind) {
    case 'mx':
      return visible(question.domain);
    case 'probe':
      return visible(question.addresses.length < 2 ? (question.addresses[0] ?? '') : `${question.addresses.length} recipients`);
    case 'rule':
      return visible(question.id);
    case 'explain':
    case 'diagnose':
      return visible(question.address);
    default:
      return question satisfies never;
  }
}

/** What kind of question it was, in two words. */
export function kindOf(question: Question): string {
  return { mx: 'MX look-up', probe: 'Probe', rule: 'Rule', explain: 'Route', diagnose: 'Diagnosis' }[question.kind];
}

/** The verdict in two words; undefined where there is none to give. */
export function labelOf(run: Run): { readonly tone: Tone; readonly label: string; readonly code: string } | undefined {
  const { outcome } = run;
  switch (outcome.kind) {
    case 'running':
      return { tone: 'plain', label: 'running', code: '' };
    case 'cancelled':
      return { tone: 'plain', label: 'cancelled', code: '' };
    case 'failed':
      return { tone: 'bad', label: 'failed', code: '' };
    case 'rule':
      return undefined;
    case 'mx':
      return { tone: conclude(run).tone, label: mxLabel(outcome), code: '' };
    case 'probe':
      return probeLabel(outcome);
    case 'explain':
      return explainLabel(outcome.systems);
    case 'diagnose':
      return { tone: outcome.diagnosis.tone, ...replyOf(outcome.evidence) };
    default:
      return outcome satisfies never;
  }
}

/** What the run comes down to. A running question has none yet: its last progress stands for it. */
export function conclude(run: Run): Conclusion {
  const { outcome, question } = run;
  switch (outcome.kind) {
    case 'running':
      return { tone: 'plain', says: visible(outcome.says.at(-1) ?? 'asking'), next: [] };
    case 'cancelled':
      return {
        tone: 'plain',
        says: outcome.ms === 0 ? 'interrupted' : `cancelled after ${duration(outcome.ms)}`,
        next: ['Run it again for an answer'],
      };
    case 'failed':
      return {
        tone: 'bad',
        says: visible(outcome.says),
        ...(outcome.detail === undefined ? {} : { proof: visible(outcome.detail) }),
        next: outcome.next.map(visible),
      };
    case 'mx':
      return concludeMx(titleOf(question), outcome);
    case 'probe':
      return concludeProbe(outcome.results);
    case 'rule':
      return { tone: 'plain', says: titleOf(question), next: [] };
    case 'explain':
      return concludeExplained(outcome.systems);
    case 'diagnose':
      return concludeDiagnosis(outcome.diagnosis);
    default:
      return outcome satisfies never;
  }
}

function mxLabel(outcome: Extract<Outcome, { readonly kind: 'mx' }>): string {
  const { answers } = outcome;
  const [worst] = allFindings(outcome);
  if (0 < differing(answers).length) return 'resolvers differ';
  if (worst && worst.severity !== 'info') return worst.severity;
  const rcodes = [...new Set(answers.map(({ rcode }) => rcode))];
  return rcodes.length === 1 && rcodes[0] !== 'NOERROR'
    ? visible(rcodes[0] ?? '')
    : `${answers.length} ${answers.length === 1 ? 'answer' : 'answers'}`;
}

function probeLabel(outcome: Extract<Outcome, { readonly kind: 'probe' }>): {
  readonly tone: Tone;
  readonly label: string;
  readonly code: string;
} {
  const { results } = outcome;
  const [only] = results;
  if (only && results.length === 1) return { ...verdictLabel(only.verdict), code: codeOf(only) };
  const exist = results.filter(({ verdict }) => verdict === 'exists').length;
  return { tone: concludeProbe(results).tone, label: `${exist} of ${results.length} exist`, code: '' };
}

function explainLabel(systems: readonly Explained[]): { readonly tone: Tone; readonly label: string; readonly code: string } {
  const { tone } = concludeExplained(systems);
  const verdicts = [...new Set(systems.map(({ rcpt }) => rcpt.verdict))];
  const [only] = systems;
  const lost = systems.length === 1 && tone !== 'good' ? only?.deliveries.find(({ outcome }) => endTones[outcome] === tone) : undefined;
  if (lost) return { tone, label: `accepted, then ${lost.outcome}`, code: lost.enhanced ?? '' };
  if (verdicts.length === 1 && only) return { tone, label: only.rcpt.verdict, code: codeOf(only.rcpt) };
  return { tone, label: systems.length === 0 ? 'no configuration' : 'differs', code: '' };
}
