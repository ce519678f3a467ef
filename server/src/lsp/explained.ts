import { type FileId, lineOf } from '../core/text.ts';
import type { Explanation, Step } from '../core/trace.ts';
import { originText } from '../features/explain.ts';
import type { Explained, ExplainedStep } from '../protocol.ts';
import { basename, dirname } from '../workspace/path.ts';
import type { SystemView } from '../workspace/snapshot.ts';
import { uriOf } from './uri.ts';

/** An explanation as it travels to the client: documents by URI, lines counted from 1. */
export function explained({ mta, system }: SystemView, explanation: Explanation, textOf: (file: FileId) => string): Explained {
  const { root } = system;
  const label = `${basename(dirname(root))}/${basename(root)}`;
  return { ...explanation, system: { mta: mta.name, root: uriOf(root), label }, steps: explanation.steps.map((it) => stepOf(it, textOf)) };
}

function stepOf({ stage, verdict, says, because }: Step, textOf: (file: FileId) => string): ExplainedStep {
  const step = { stage, verdict, says };
  if (because.kind !== 'written') return { ...step, because: originText(because, () => '') };
  const { file, start } = because.at;
  const line = lineOf(textOf(file), start);
  return { ...step, place: { file: uriOf(file), line, label: `${basename(file)}:${line}` } };
}
