import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { AliasTarget } from '../../../formats/aliases.ts';
import { type AliasEntry, addressOf } from '../redirections.ts';
import { deliveriesOf } from '../routing/index.ts';
import type { Postfix } from '../system.ts';
import { type Links, linksOf, NOWHERE, UNREAD } from './shared/links.ts';

interface Question {
  readonly parameter: 'alias_maps' | 'virtual_alias_maps';
  /** The key that a target leads on to; undefined where it ends there. */
  next(entry: AliasEntry, text: string): string | undefined;
  /** The targets that stand in the file of an :include: list. */
  listed?(target: AliasTarget): readonly AliasTarget[];
  /** What becomes of mail for the key where the server would really run in a circle. */
  consequenceFor(key: string): string | undefined;
}

/** An entry on the way, with the entries it leads to that have not been followed yet. */
interface Visit {
  readonly id: number;
  readonly edges: readonly Edge[];
  followed: number;
}

interface Edge {
  readonly to: number;
  readonly at: Place;
}

const OPEN = 1;
const DONE = 2;
const UNSURE = 3;

/** Each circle of entries once, at the word of its first entry that leads into it. One walk over the rows, however many there are. */
export function* circles(system: Postfix, { parameter, next, listed, consequenceFor }: Question): Generator<Finding> {
  const links = linksOf(system, parameter);
  const states = withoutPlainWays(links);
  for (let start = 0; start < links.count; start++) {
    if (states[start] === DONE) continue;
    const path = [visit(start)];
    while (0 < path.length) {
      const top = path[path.length - 1]!;
      const edge = top.edges[top.followed++];
      if (!edge) {
        states[top.id] = DONE;
        path.pop();
      } else if (states[edge.to] === OPEN) {
        const circle = path.slice(path.findIndex((it) => it.id === edge.to));
        const consequence = consequenceFor(links.entry(circle[0]!.id).key);
        if (consequence !== undefined) yield finding(system, links, circle, consequence);
      } else if (states[edge.to] !== DONE) path.push(visit(edge.to));
    }
  }

  function visit(id: number): Visit {
    states[id] = OPEN;
    return { id, edges: edgesOf(id), followed: 0 };
  }
  function edgesOf(id: number): Edge[] {
    const only = links.next(id);
    if (only !== UNREAD) return only < 0 || only === id ? [] : [{ to: only, at: links.valueAt(id) }];
    const entry = links.entry(id);
    const named = entry.targets.flatMap((target) => edge(target, next(entry, target.text)));
    // In a list of its own also the name of the entry itself is a way back.
    const lists = entry.targets.flatMap((target) => listed?.(target) ?? []);
    return [...named, ...lists.flatMap((target) => edge(target, next(entry, target.text) ?? target.text.toLowerCase()))];
  }
  function edge({ kind, at }: AliasTarget, key: string | undefined): Edge[] {
    const to = kind === 'address' && key !== undefined ? links.find(key) : -1;
    return 0 <= to ? [{ to, at }] : [];
  }
}

/** Done are the entries whose way by plain words comes to an end, as in most tables all of them do. */
function withoutPlainWays({ count, next }: Links): Uint8Array {
  const states = new Uint8Array(count);
  for (let start = 0; start < count; start++) {
    if (states[start] !== 0) continue;
    let last = start;
    for (let id = start; 0 <= id && states[id] === 0; id = next(id)) {
      states[id] = OPEN;
      last = id;
    }
    const end = next(last);
    // An entry that names itself means the user of that name.
    const isEnd = end === NOWHERE || end === last || (0 <= end && states[end] === DONE);
    for (let id = start; states[id] === OPEN; id = next(id)) {
      states[id] = isEnd ? DONE : UNSURE;
      if (id === last) break;
    }
  }
  return states;
}

function finding(system: Postfix, links: Links, circle: readonly Visit[], consequence: string): Finding {
  const keys = circle.map(({ id }) => links.entry(id).key);
  const steps = circle.map(({ edges, followed }, i) => ({
    from: keys[i]!,
    to: keys[(i + 1) % keys.length]!,
    at: edges[followed - 1]!.at,
  }));
  const [first, ...others] = steps as [(typeof steps)[0], ...typeof steps];
  return {
    at: first.at,
    message: `${first.from} leads ${others.length === 0 ? 'back to itself' : `to ${first.to} and back`}, ${consequence}`,
    fixes: wayOut(system, steps[steps.length - 1]!),
    related: others.map(({ from, to, at }) => ({ at, message: `${from} leads on to ${to}` })),
  };
}

/** Whose mail it was nobody can tell; the postmaster reads it at least, where mail for the postmaster arrives. */
function wayOut(system: Postfix, { from, at }: { readonly from: string; readonly at: Place }): Fix[] {
  const postmaster = addressOf(system, 'postmaster');
  const arrives = postmaster && deliveriesOf(system, postmaster).some((it) => it.outcome === 'delivered' || it.outcome === 'forwarded');
  if (!arrives || /^postmaster(@|$)/i.test(from)) return [];
  return [{ title: `Send mail for ${from} to postmaster`, edits: [replaceWord(at, 'postmaster')] }];
}
