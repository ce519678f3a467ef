import type { Origin } from '../../../../core/fact.ts';
import type { Mailbox } from '../address.ts';
import { rewritten, written } from '../address.ts';
import { blame } from '../blame.ts';
import { type Mapped, mapAddress, propagates } from './mapped.ts';
import { enqueue } from './queue.ts';
import { type Ending, finish, note, type Run, spend } from './run.ts';

const MOST_CANONICAL = 10;

/**
 * cleanup(8): an envelope recipient is rewritten, mapped by the canonical tables, masqueraded, expanded by the virtual alias tables and
 * queued.
 */
export function cleanup(run: Run, mailbox: Mailbox): void {
  const { parameters } = run.system;
  if (!mapsAddresses(run)) return enqueue(run, rewritten(mailbox, parameters));
  const current = canonicalized(run, mailbox);
  if (current) expand(current.run, current.mailbox);
}

/** The form in which recipient_bcc_maps and the virtual alias tables are asked; undefined where the message is not accepted or nobody can tell. */
export function canonicalized(run: Run, mailbox: Mailbox): Way | undefined {
  let current: Way | undefined = { run, mailbox: rewritten(mailbox, run.system.parameters) };
  for (const name of ['recipient_canonical_maps', 'canonical_maps']) {
    current = canonical(current.run, name, current.mailbox);
    if (!current) return undefined;
  }
  return masqueraded(current);
}

/**
 * False for mail that smtpd takes with no_address_mappings, unless a content filter brings it back to an smtpd without: what local(8)
 * forwards is mapped all the same. Asked of Postfix 3.7.
 */
export function mapsAddresses({ system, deliveredTo }: Run): boolean {
  const { smtpd } = system;
  if (0 < deliveredTo.size || ['content_filter', 'smtpd_proxy_filter'].some((it) => smtpd.text(it) !== '')) return true;
  return !smtpd.words('receive_override_options').some((it) => it.text === 'no_address_mappings');
}

/** The hosts below masquerade_domains are left off, where masquerade_classes names recipients: first domain that fits, ! keeps the hosts. */
function masqueraded(way: Way): Way {
  const { run, mailbox } = way;
  const { parameters } = run.system;
  const names = (name: string) => parameters.words(name).map((it) => it.text.toLowerCase());
  const host = mailbox.domain?.toLowerCase();
  if (host === undefined || !names('masquerade_classes').includes('envelope_recipient')) return way;
  if (names('masquerade_exceptions').includes(mailbox.local.toLowerCase())) return way;
  const word = names('masquerade_domains').find((it) => host === bareName(it) || host.endsWith(`.${bareName(it)}`));
  if (word === undefined || word.startsWith('!') || host === word) return way;
  const next = { local: mailbox.local, domain: mailbox.domain!.slice(-word.length) };
  const because = blame(parameters.assignment('masquerade_domains'), 'masquerade_domains');
  return { run: note(run, 'masquerade_domains', 'rewrote', `${written(mailbox)} becomes ${written(next)}`, because), mailbox: next };
}

function bareName(word: string): string {
  return word.replace(/^!+/, '');
}

/** An address, and the run below the step that led to it. */
interface Way {
  readonly run: Run;
  readonly mailbox: Mailbox;
}

/** Maps until nothing changes; undefined where the message is not accepted or nobody can tell. */
function canonical(run: Run, name: string, mailbox: Mailbox): Way | undefined {
  let current: Way = { run, mailbox };
  for (let i = 0; i < MOST_CANONICAL; i++) {
    const mapped = mapAddress(run.system, name, current.mailbox, propagates(run.system.parameters, 'canonical'));
    if (mapped.kind === 'unmapped') return current;
    if (mapped.kind !== 'mapped') return void undecided(current.run, current.mailbox, name, mapped);
    const next = mapped.to[0];
    if (!next || same(next, current.mailbox)) return current;
    const says = `${mapped.key} becomes ${written(next)}`;
    current = { run: note(current.run, name, 'rewrote', says, mapped.origin, { brief: mapped.key }), mailbox: next };
  }
  return current;
}

/** cleanup_map1n_internal(): the results of an entry are looked up again until they map to nothing or to themselves. */
function expand(run: Run, mailbox: Mailbox): void {
  const { parameters } = run.system;
  const mostNested = Number(parameters.text('virtual_alias_recursion_limit')) || 1000;
  const mostAddresses = Number(parameters.text('virtual_alias_expansion_limit')) || 1000;
  const all: Way[] = [{ run, mailbox }];
  const settled = new Set<string>();
  for (let i = 0; i < all.length; i++) {
    for (let depth = 0; ; depth++) {
      const { run: way, mailbox: current } = all[i]!;
      if (settled.has(folded(current)) || !spend(run, written(current))) break;
      const tooMuch = mostNested <= depth || mostAddresses < all.length;
      if (tooMuch) {
        const why = mostNested <= depth ? 'the virtual alias tables lead in a circle' : 'the virtual alias tables name too many addresses';
        return refused(way, mailbox, 'virtual_alias_maps', { enhanced: '4.6.0', why: `Alias expansion error: ${why}` });
      }
      const mapped = mapAddress(run.system, 'virtual_alias_maps', current, propagates(parameters, 'virtual'));
      if (mapped.kind === 'unmapped') break;
      if (mapped.kind !== 'mapped') return undecided(way, current, 'virtual_alias_maps', mapped);
      const [first, ...others] = mapped.to;
      if (!first) break;
      const says = `${mapped.key} becomes ${mapped.to.map(written).join(', ')}`;
      const next = depth < MOST_ROUNDS_NOTED ? note(way, 'virtual_alias_maps', 'rewrote', says, mapped.origin, { brief: mapped.key }) : way;
      all[i] = { run: next, mailbox: first };
      all.push(...others.map((it) => ({ run: next, mailbox: it })));
      // An address may expand to itself once.
      if (mapped.to.some((it) => same(it, current))) settled.add(folded(current));
    }
  }
  const seen = new Set<string>();
  for (const { run: way, mailbox: it } of all) {
    if (seen.has(folded(it))) continue;
    seen.add(folded(it));
    enqueue(way, it);
  }
}

/** A loop of a thousand rounds would fill the panel with one line. */
const MOST_ROUNDS_NOTED = 10;

/** A message that local(8) forwards stays with local(8) where cleanup(8) refuses it: then nobody gets it for now. */
function refused(run: Run, mailbox: Mailbox, stage: string, { enhanced, why }: { readonly enhanced: string; readonly why: string }): void {
  const isForwarded = 0 < run.deliveredTo.size;
  const ending: Ending = isForwarded
    ? { outcome: 'unknown', why: `${why}, so the message is tried again as a whole` }
    : { outcome: 'deferred', enhanced, why };
  const because: Origin = blame(run.system.parameters.assignment(stage), stage);
  finish(run, stage, { recipient: written(mailbox), transport: 'cleanup', nexthop: '' }, ending, because);
}

function undecided(run: Run, mailbox: Mailbox, stage: string, mapped: Extract<Mapped, { kind: 'broken' | 'unknown' }>): void {
  if (mapped.kind === 'broken') return refused(run, mailbox, stage, { enhanced: '4.3.0', why: mapped.why });
  finish(run, stage, { recipient: written(mailbox), transport: 'cleanup', nexthop: '' }, { outcome: 'unknown', why: mapped.why }, mapped);
}

function same(left: Mailbox, right: Mailbox): boolean {
  return folded(left) === folded(right);
}

function folded(mailbox: Mailbox): string {
  return written(mailbox).toLowerCase();
}
