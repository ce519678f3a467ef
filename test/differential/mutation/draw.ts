import { drawAnswer } from '../postfix/expectation.ts';
import type { Mutant } from './fault.ts';
import type { Found, Verdict } from './judge.ts';
import type { SiteAnswers } from './worker.ts';

export interface Judged {
  readonly mutant: Mutant;
  readonly before: SiteAnswers;
  readonly after: SiteAnswers;
  readonly verdict: Verdict;
}

/** Caught and all of each kind, and the rate; then what nobody could see, with the reason. */
export function drawTable(all: readonly Judged[]): string {
  const kinds = [...new Set(all.map((it) => it.mutant.fault.kind))];
  const of = (kind: string, verdict: Verdict['kind']): readonly Judged[] =>
    all.filter((it) => it.mutant.fault.kind === kind && it.verdict.kind === verdict);
  const rows = kinds.map((kind) => {
    const [caught, missed, invisible] = [of(kind, 'caught').length, of(kind, 'missed').length, of(kind, 'invisible').length];
    const tried = all.filter((it) => it.mutant.fault.kind === kind).length;
    return `${`${caught}/${caught + missed}`.padStart(7)}${String(invisible || '').padStart(11)}${String(tried).padStart(7)}  ${kind}`;
  });
  return [' caught  invisible  tried  kind of fault', ...rows, '', drawSummary(all)].join('\n');
}

function drawSummary(all: readonly Judged[]): string {
  const count = (kind: Verdict['kind']): number => all.filter((it) => it.verdict.kind === kind).length;
  const [caught, missed] = [count('caught'), count('missed')];
  const rate = ((100 * caught) / Math.max(1, caught + missed)).toFixed(1);
  const reasons = all.flatMap(({ mutant, verdict }) => (verdict.kind === 'invisible' ? `  ${drawName(mutant)}: ${verdict.why}` : []));
  const lines = [`${caught} of ${caught + missed} caught (${rate} %); ${count('harmless')} make nobody unknown`];
  return [...lines, `${reasons.length} that no file shows:`, ...reasons].join('\n');
}

/** One mutant in full: what was changed, what the server says now, and what we say. */
export function drawMutant({ mutant, before, after, verdict }: Judged): string {
  const { deployment, change, fault } = mutant;
  const texts = Object.entries({ ...change.files, ...change.changedSince }).map(([file, text]) =>
    difference(file, deployment.site.files[file] ?? '', text),
  );
  const answers = Object.entries(before.addresses).flatMap(([address, it]) => {
    const [old, now] = [drawAnswer(it), after.addresses[address] ? drawAnswer(after.addresses[address]) : (after.why ?? '')];
    return old === now ? [] : [`  ${address}: ${old}`, `    now ${now}`];
  });
  const found = verdict.kind === 'caught' ? verdict.by : verdict.kind === 'missed' ? verdict.others : [];
  return [`${verdict.kind}: ${drawName(mutant)}`, `  (${fault.made})`, ...texts, ...answers, ...found.map(drawFound)].join('\n');
}

export function drawName({ deployment, fault, change }: Mutant): string {
  return `${deployment.name}: ${fault.kind}: ${change.what}`;
}

export function drawFound({ rule, severity, file, line, message }: Found): string {
  return `  ${file}:${line}: ${severity}: ${message} (${rule})`;
}

function difference(file: string, before: string, after: string | undefined): string {
  if (after === undefined) return `  ${file} is gone`;
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((it) => !now.includes(it)).map((it) => `  -${it}`);
  return [`  ${file}`, ...gone, ...now.filter((it) => !old.includes(it)).map((it) => `  +${it}`)].join('\n');
}
