import type { Explained, ExplainedStep } from '../../../server/src/protocol.ts';
import { isSkipped } from '../diagnose/skipped.ts';

/** The way of a recipient as a tree: what the server asks itself before it answers, then whom the message reaches. */
export interface Route {
  readonly asked: readonly Asked[];
  /** Empty where the message is not taken. */
  readonly queued: readonly Branch[];
}

export type Delivery = Explained['deliveries'][number];

/** A question, behind those that were not worth asking. */
export interface Asked {
  readonly skipped: readonly ExplainedStep[];
  /** Absent where nothing follows what was skipped. */
  readonly step?: ExplainedStep;
}

/** A step with what follows from it. The last one of a branch is a delivery. */
export interface Branch extends Asked {
  /** Absent for a delivery that no step tells of, because there are very many. */
  readonly step?: ExplainedStep;
  readonly delivery?: Delivery;
  readonly children: readonly Branch[];
  /** How many steps after this one repeat what was said before. */
  readonly again: number;
}

/** The steps as a tree by `below`. One that repeats a step above it is counted there; deliveries without a step come last. */
export function routeOf({ steps, deliveries }: Pick<Explained, 'steps' | 'deliveries'>): Route {
  const grown: Growing[] = [];
  const queued: Branch[] = [];
  let skipped: ExplainedStep[] = [];
  for (const step of steps) {
    const parent = grown[step.below ?? -1];
    const delivery = step.delivery === undefined ? undefined : deliveries[step.delivery];
    if (parent && !delivery && isRepeated(step, parent)) {
      parent.again++;
      grown.push(parent);
      continue;
    }
    const isAside = step.part === 'queue' && isSkipped(step);
    const branch: Growing = { step, skipped: isAside ? [] : skipped, ...(delivery ? { delivery } : {}), children: [], again: 0, parent };
    grown.push(branch);
    if (step.part !== 'queue') continue;
    if (isAside) skipped.push(step);
    else {
      skipped = [];
      (parent?.children ?? queued).push(branch);
    }
  }
  const told = new Set(steps.flatMap((it) => it.delivery ?? []));
  const untold = deliveries
    .filter((_, index) => !told.has(index))
    .map((delivery): Branch => ({ delivery, skipped: [], children: [], again: 0 }));
  return { asked: askedOf(steps.filter(({ part }) => part !== 'queue')), queued: [...queued, ...untold] };
}

function askedOf(steps: readonly ExplainedStep[]): readonly Asked[] {
  const res: Asked[] = [];
  let skipped: ExplainedStep[] = [];
  for (const step of steps) {
    if (isSkipped(step)) skipped.push(step);
    else {
      res.push({ skipped, step });
      skipped = [];
    }
  }
  return skipped.length === 0 ? res : [...res, { skipped }];
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
