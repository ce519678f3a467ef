import type { Origin } from '../core/fact.ts';
import { lineOf, type Place } from '../core/text.ts';
import { decidingStep, type Explanation, type Step } from '../core/trace.ts';
import { originText } from '../features/explain.ts';
import type { Explained, ExplainedClaim, ExplainedStep, LinkedPlace, UnbuiltTable } from '../protocol.ts';
import { basename, dirname } from '../workspace/path.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { uriOf } from './uri.ts';

/** How a file is named for whoever opens it: a URI in an editor, a path on a terminal. */
export type FileName = (file: string) => string;

/** An explanation as it travels to the client: lines counted from 1, what rules find at those lines, and who the server says it is. */
export function explained({ mta, system }: SystemView, explanation: Explanation, snapshot: Snapshot, nameOf: FileName = uriOf): Explained {
  const { root } = system;
  const label = `${basename(dirname(root))}/${basename(root)}`;
  const linked = ({ file, start }: Place): LinkedPlace => {
    const line = lineOf(snapshot.textOf(file), start);
    return { file: nameOf(file), line, label: `${basename(file)}:${line}` };
  };
  const told = ({ because, ...step }: Step): ExplainedStep => ({ ...step, ...groundOf(because, snapshot, linked) });
  const decides = decidingStep(explanation.steps);
  return {
    ...explanation,
    system: { mta: mta.name, root: nameOf(root), label },
    steps: explanation.steps.map(told),
    unasked: (explanation.unasked ?? []).map(told),
    ...(decides < 0 ? {} : { decides }),
    ...(system.self ? { self: system.self } : {}),
    claims: claimsOn(explanation.address),
    unbuilt: unbuiltTables(),
  };

  function unbuiltTables(): readonly UnbuiltTable[] {
    const waiting = system.tables.filter((it) => it.state === 'older-than-source' || it.state === 'not-built');
    const tables = waiting.flatMap((it) => (it.build === undefined ? [] : [{ name: it.name, build: it.build, place: linked(it.at) }]));
    return [...new Map(tables.map((it) => [it.name, it])).values()];
  }

  function claimsOn(address: string): readonly ExplainedClaim[] {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const holding = system.claims.filter((it) => it.domain === domain || (it.domain.startsWith('.') && domain.endsWith(it.domain)));
    const first = new Map(holding.toReversed().map((it) => [it.class, it]));
    return [...first.values()]
      .reverse()
      .map((it) => ({ class: it.class, setting: it.setting, ...(it.at ? { place: linked(it.at) } : {}) }));
  }
}

function groundOf(
  because: Origin,
  snapshot: Snapshot,
  linked: (at: Place) => LinkedPlace,
): Pick<ExplainedStep, 'place' | 'because' | 'findings'> {
  if (because.kind !== 'written') return { because: originText(because, () => '') };
  const { file, start, end } = because.at;
  const here = snapshot.findings().filter(({ at }) => at.file === file && at.start < end && start < at.end);
  const findings = here
    .filter((it) => it.severity === 'error' || it.severity === 'warning')
    .map(({ rule, message, fixes = [] }) => ({ rule, message, fixes: fixes.map((it) => it.title) }));
  return { place: linked(because.at), ...(findings.length === 0 ? {} : { findings }) };
}
