import type { Mailbox } from '../address.ts';
import { rewritten, written } from '../address.ts';
import { mapAddress, propagates } from './mapped.ts';
import { enqueue } from './queue.ts';
import { deliver, type Run, spend } from './run.ts';

const MOST_CANONICAL = 10;

/** cleanup(8): an envelope recipient is rewritten, mapped by the canonical tables, expanded by the virtual alias tables and queued. */
export function cleanup(run: Run, mailbox: Mailbox): void {
  const { parameters } = run.system;
  let current = rewritten(mailbox, parameters);
  for (const name of ['recipient_canonical_maps', 'canonical_maps']) {
    const next = canonical(run, name, current);
    if (!next) return;
    current = next;
  }
  expand(run, current);
}

/** Maps until nothing changes; undefined where the message is not accepted or nobody can tell. */
function canonical(run: Run, name: string, mailbox: Mailbox): Mailbox | undefined {
  let current = mailbox;
  for (let i = 0; i < MOST_CANONICAL; i++) {
    const mapped = mapAddress(run.system, name, current, propagates(run.system.parameters, 'canonical'));
    if (mapped.kind === 'unmapped') return current;
    if (mapped.kind !== 'mapped') return void refused(run, current, mapped, name);
    const next = mapped.to[0];
    if (!next || same(next, current)) return current;
    run.trail.note(name, 'rewrote', `${mapped.key} becomes ${written(next)}`, mapped.origin);
    current = next;
  }
  return current;
}

/** cleanup_map1n_internal(): the results of an entry are looked up again until they map to nothing or to themselves. */
function expand(run: Run, mailbox: Mailbox): void {
  const { parameters } = run.system;
  const mostNested = Number(parameters.text('virtual_alias_recursion_limit')) || 1000;
  const mostAddresses = Number(parameters.text('virtual_alias_expansion_limit')) || 1000;
  const all: Mailbox[] = [mailbox];
  const settled = new Set<string>();
  for (let i = 0; i < all.length; i++) {
    for (let depth = 0; ; depth++) {
      const current = all[i]!;
      if (settled.has(folded(current)) || !spend(run, written(current))) break;
      const tooMuch = mostNested <= depth || mostAddresses < all.length;
      if (tooMuch) return expansionError(run, mailbox, mostNested <= depth);
      const mapped = mapAddress(run.system, 'virtual_alias_maps', current, propagates(parameters, 'virtual'));
      if (mapped.kind === 'unmapped') break;
      if (mapped.kind !== 'mapped') return refused(run, current, mapped, 'virtual_alias_maps');
      const [first, ...others] = mapped.to;
      if (!first) break;
      if (run.trail.steps.length < MOST_TRAIL)
        run.trail.note('virtual_alias_maps', 'rewrote', `${mapped.key} becomes ${mapped.to.map(written).join(', ')}`, mapped.origin);
      all[i] = first;
      all.push(...others);
      // An address may expand to itself once.
      if (mapped.to.some((it) => same(it, current))) settled.add(folded(current));
    }
  }
  const seen = new Set<string>();
  for (const it of all) {
    if (seen.has(folded(it))) continue;
    seen.add(folded(it));
    enqueue(run, it);
  }
}

/** A loop of a thousand rounds would fill the panel with one line. */
const MOST_TRAIL = 200;

function expansionError(run: Run, mailbox: Mailbox, isNested: boolean): void {
  const why = isNested ? 'the virtual alias tables lead in a circle' : 'the virtual alias tables name too many addresses';
  run.trail.note(
    'virtual_alias_maps',
    'deferred',
    `${why[0]!.toUpperCase()}${why.slice(1)}, so the message is not taken: 451 4.6.0 Alias expansion error`,
    { kind: 'default', setting: 'virtual_alias_recursion_limit' },
  );
  deliver(run, {
    recipient: written(mailbox),
    transport: 'cleanup',
    nexthop: '',
    outcome: 'deferred',
    enhanced: '4.6.0',
    why: `Alias expansion error: ${why}`,
  });
}

function refused(
  run: Run,
  mailbox: Mailbox,
  { kind, why }: { readonly kind: 'broken' | 'unknown'; readonly why: string },
  stage: string,
): void {
  const recipient = written(mailbox);
  run.trail.note(stage, kind === 'broken' ? 'deferred' : 'unknown', `${why}`, { kind: 'unknown', why });
  if (kind === 'broken') deliver(run, { recipient, transport: 'cleanup', nexthop: '', outcome: 'deferred', enhanced: '4.3.0', why });
  else deliver(run, { recipient, transport: 'cleanup', nexthop: '', outcome: 'unknown', why });
}

function same(left: Mailbox, right: Mailbox): boolean {
  return folded(left) === folded(right);
}

function folded(mailbox: Mailbox): string {
  return written(mailbox).toLowerCase();
}
