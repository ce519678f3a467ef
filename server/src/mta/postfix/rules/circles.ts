import type { Finding } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { type AliasEntry, entriesOf } from './reach.ts';

interface Question {
  readonly parameter: string;
  /** The key that a target leads on to; undefined where it ends there. */
  next(entry: AliasEntry, text: string): string | undefined;
  /** Whether the server would really run in a circle. */
  proves(key: string): boolean;
  readonly consequence: string;
}

interface Edge {
  readonly to: string;
  readonly at: Place;
}

/** Each circle of entries once, at the word of its first entry that leads into it. One pass, however large the table. */
export function* circles(system: Postfix, { parameter, next, proves, consequence }: Question): Generator<Finding> {
  const edges = edgesOf(system, parameter, next);
  const state = new Map<string, 'open' | 'done'>();
  for (const start of edges.keys()) {
    if (state.has(start)) continue;
    const path: { key: string; edge: number }[] = [{ key: start, edge: 0 }];
    state.set(start, 'open');
    while (0 < path.length) {
      const top = path.at(-1)!;
      const edge = edges.get(top.key)?.[top.edge++];
      if (!edge) {
        state.set(top.key, 'done');
        path.pop();
      } else if (state.get(edge.to) === 'open') {
        const circle = path.slice(path.findIndex((it) => it.key === edge.to));
        if (proves(circle[0]!.key)) yield finding(circle, edges, consequence);
      } else if (!state.has(edge.to) && edges.has(edge.to)) {
        state.set(edge.to, 'open');
        path.push({ key: edge.to, edge: 0 });
      }
    }
  }
}

function edgesOf(system: Postfix, parameter: string, next: Question['next']): Map<string, Edge[]> {
  const res = new Map<string, Edge[]>();
  for (const entry of entriesOf(system, parameter)) {
    const key = entry.key.toLowerCase();
    if (res.has(key)) continue;
    const edges: Edge[] = [];
    for (const target of entry.targets) {
      const to = target.kind === 'address' ? next(entry, target.text) : undefined;
      if (to !== undefined) edges.push({ to, at: target.at });
    }
    if (0 < edges.length) res.set(key, edges);
  }
  return res;
}

function finding(
  circle: readonly { readonly key: string; readonly edge: number }[],
  edges: ReadonlyMap<string, readonly Edge[]>,
  consequence: string,
): Finding {
  const steps = circle.map(({ key, edge }) => ({ key, edge: edges.get(key)![edge - 1]! }));
  const [first, ...others] = steps as [(typeof steps)[0], ...typeof steps];
  return {
    at: first.edge.at,
    message: `${first.key} leads to ${first.edge.to} and back, ${consequence}`,
    related: others.map(({ key, edge }) => ({ at: edge.at, message: `${key} leads on to ${edge.to}` })),
  };
}
