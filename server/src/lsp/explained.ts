import type { Origin } from '../core/fact.ts';
import { lineOf } from '../core/text.ts';
import { decidingStep, type Explanation, type Step } from '../core/trace.ts';
import { originText } from '../features/explain.ts';
import type { Explained, ExplainedStep } from '../protocol.ts';
import { basename, dirname } from '../workspace/path.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { uriOf } from './uri.ts';

/** An explanation as it travels to the client: documents by URI, lines counted from 1, what rules find at those lines. */
export function explained({ mta, system }: SystemView, explanation: Explanation, snapshot: Snapshot): Explained {
  const { root } = system;
  const label = `${basename(dirname(root))}/${basename(root)}`;
  const told = ({ because, ...step }: Step): ExplainedStep => ({ ...step, ...groundOf(because, snapshot) });
  const decides = decidingStep(explanation.steps);
  return {
    ...explanation,
    system: { mta: mta.name, root: uriOf(root), label },
    steps: explanation.steps.map(told),
    unasked: (explanation.unasked ?? []).map(told),
    ...(decides < 0 ? {} : { decides }),
  };
}

function groundOf(because: Origin, snapshot: Snapshot): Pick<ExplainedStep, 'place' | 'because' | 'findings'> {
  if (because.kind !== 'written') return { because: originText(because, () => '') };
  const { file, start, end } = because.at;
  const line = lineOf(snapshot.textOf(file), start);
  const here = snapshot.findings().filter(({ at }) => at.file === file && at.start < end && start < at.end);
  const findings = here.filter((it) => it.severity === 'error' || it.severity === 'warning').map((it) => it.message);
  return {
    place: { file: uriOf(file), line, label: `${basename(file)}:${line}` },
    ...(findings.length === 0 ? {} : { findings }),
  };
}
