import type { Explained, ExplainedStep } from '../../../server/src/protocol.ts';

/** The way of a recipient as a tree: what the server asks itself before it answers, then whom the message reaches. */
export interface Route {
  readonly asked: readonly ExplainedStep[];
  /** Empty where the message is not taken. */
  readonly queued: readonly Branch[];
}

export type Delivery = Explained['deliveries'][number];

/** A step with what follows from it. The last one of a branch is a delivery. */
export interface Branch {
  /** Absent for a delivery that no step tells of, because there are very many. */
  readonly step?: ExplainedStep;
  readonly delivery?: Delivery;
  readonly children: readonly Branch[];
  /** How many steps after this one repeat what was said before. */
  readonly again: number;
}

/** The steps as a tree by `below`. One that repeats a step above it is counted there; deliveries without a step come last. */
export function routeOf({ steps, deliveries }: Explained): Route {
  const grown: Growing[] = [];
  const queued: Branch[] = [];
  for (const step of steps) {
    const parent = grown[step.below ?? -1];
    const delivery = step.delivery === undefined ? undefined : deliveries[step.delivery];
    if (parent && !delivery && isRepeated(step, parent)) {
      parent.again++;
      grown.push(parent);
      continue;
    }
    const branch: Growing = { step, ...(delivery ? { delivery } : {}), children: [], again: 0, parent };
    grown.push(branch);
    if (step.part === 'queue') (parent?.children ?? queued).push(branch);
  }
  const told = new Set(steps.flatMap((it) => it.delivery ?? []));
  const untold = deliveries.filter((_, index) => !told.has(index)).map((delivery): Branch => ({ delivery, children: [], again: 0 }));
  return { asked: steps.filter(({ part }) => part !== 'queue'), queued: [...queued, ...untold] };
}

interface Growing extends Branch {
  readonly step: ExplainedStep;
  readonly children: Branch[];
  readonly parent: Growing | undefined;
  again: number;
}

/** Aliases that lead in a circle are followed many times; once is enough to read. */
function isRepeated(step: ExplainedStep, parent: Growing): boolean {
  for (let it: Growing | undefined = parent; it; it = it.parent) {
    if (it.step.says === step.says && it.step.stage === step.stage) return true;
  }
  return false;
}

/** Steps on the way to a delivery, the first one first. */
export function wayTo({ steps }: Explained, delivery: number): readonly ExplainedStep[] {
  const res: ExplainedStep[] = [];
  let step = steps.find((it) => it.delivery === delivery);
  // A step follows from an earlier one, so this ends.
  while (step) {
    res.unshift(step);
    const { below }: ExplainedStep = step;
    step = below === undefined ? undefined : steps[below];
  }
  return res;
}
