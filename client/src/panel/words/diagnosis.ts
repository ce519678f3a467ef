import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import type { Evidence } from '../../diagnose/evidence.ts';
import { codeOf } from '../../diagnose/verdicts.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from './conclusion.ts';
import { verdictLabel } from './probe.ts';

/** A diagnosis in the words of the panel. What servers and files said is made visible here. */

export function concludeDiagnosis({ tone, says, detail, place, next, fixes }: Diagnosis): Conclusion {
  return {
    tone,
    says: visible(says),
    ...(detail === undefined ? {} : { detail: visible(detail) }),
    ...(place ? { place } : {}),
    next: next.map(visible),
    fixes,
  };
}

/** What the first server that spoke of the recipient answered; without one, what is predicted. */
export function replyOf({ hosts, systems }: Evidence): { readonly label: string; readonly code: string } {
  const answer = hosts.find(({ result }) => result.code !== undefined) ?? hosts[0];
  if (answer) return { label: verdictLabel(answer.result.verdict).label, code: codeOf(answer.result) };
  const [first] = systems;
  return first ? { label: first.rcpt.verdict, code: codeOf(first.rcpt) } : { label: 'not asked', code: '' };
}

/** Headings of the sides. */
export const sideNames = { configuration: 'Configuration', dns: 'DNS', server: 'Server' } as const;
