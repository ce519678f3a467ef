import type { Origin } from '../../../core/fact.ts';
import { type Sourced, sliced } from '../../../core/sourced.ts';
import { expand } from '../expand/expand.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import { ancestors, type Node, textOf } from './address.ts';
import { withoutAffixes } from './affixes.ts';
import { addressValues, type Context, valueOf as partOf, scopeOf } from './context.ts';
import { drive } from './drivers.ts';
import { admission } from './preconditions.ts';
import type { Driven, Routed } from './results.ts';
import { blame, isOn, settings, valueOf } from './settings.ts';

/** What the routers make of an address; several answers where a router is `unseen`. Source: route_address() of route.c. */
export function route(node: Node, context: Context): readonly Routed[] {
  const { routers } = context.system.configuration;
  const results: Routed[] = [];
  // What one router sets, the next one has.
  const kept: Record<string, Values[string]> = { ...node.values };
  let last: Driver | undefined;
  let why: string | undefined;
  let here = node;
  for (let i = node.start ?? 0; i < routers.length; i++) {
    const router = routers[i]!;
    last = router;
    const driven = offer(router, here, kept, context);
    if (driven.kind === 'skipped') continue;
    if (driven.kind === 'passed') {
      why = driven.reply;
      i = nextAfter(router, i, context) - 1;
      continue;
    }
    if (driven.kind === 'declined') {
      why = driven.reply ?? why;
      const more = goesOn(router, here, kept, context);
      if (more === 'yes') continue;
      if (more === 'no') break;
      return [...results, more];
    }
    results.push(driven);
    const isUnseen = isOn(router, 'unseen', false) && ['taken', 'redirected', 'discarded'].includes(driven.kind);
    if (!isUnseen) return results;
    // It goes on as a child of itself.
    here = { ...node, parent: { node: here, router: router.name.text } };
  }
  return [...results, unrouteable(last, why, here, kept, context)];
}

/** Where an address goes that a router passes on. */
function nextAfter(router: Driver, index: number, { system }: Context): number {
  const target = valueOf(router, 'pass_router')?.text.trim();
  const to = target === undefined ? -1 : system.configuration.routers.findIndex((it) => it.name.text === target);
  return index < to ? to : index + 1;
}

type Offered = Driven | { readonly kind: 'skipped' };

function offer(router: Driver, node: Node, kept: Record<string, Values[string]>, context: Context): Offered {
  const { trail } = context;
  const name = router.name.text;
  const skip = (why: string, because: Origin): Offered => {
    trail.note(name, 'passed', `Skipped: ${why}`, because, { brief: 'skipped' });
    return { kind: 'skipped' };
  };
  if (isCircle(router, node)) return skip(`${textOf(node.address)} came out of this router before`, blame(router, 'driver'));
  const { localPart, fits } = withoutAffixes(router, node.address.localPart);
  if (!fits) return skip('the local part lacks its prefix or suffix', blame(router, 'local_part_prefix'));
  const base = valuesAt(router, node);
  const address = { ...node.address, localPart };
  const admitted = admission(router, address, context, (values) => scopeOf(context, { ...kept, ...base, ...values }));
  switch (admitted.kind) {
    case 'skipped':
      return skip(admitted.why, admitted.because);
    case 'unknown':
      return { ...admitted };
    case 'deferred':
      return { kind: 'deferred', text: admitted.why, because: admitted.because };
    case 'died':
      return { kind: 'died', text: admitted.why, because: admitted.because };
    case 'admitted':
      break;
    default:
      return admitted satisfies never;
  }
  const stopped = setValues(router, kept, { ...base, ...admitted.values }, context);
  if (stopped) return stopped;
  const values: Values = { ...kept, ...base, ...admitted.values };
  const driven = drive(router, { ...node, address }, context, scopeOf(context, values));
  const succeeds = driven.kind === 'taken' || driven.kind === 'redirected' || driven.kind === 'discarded' || driven.kind === 'passed';
  if (succeeds && failsVerification(router, context))
    return { kind: 'failed', text: `${name} router forced verify failure`, because: blame(router, 'fail_verify') };
  if (driven.kind === 'taken') return { ...driven, values };
  return driven.kind === 'redirected' ? { ...driven, from: { ...node, values: { ...kept } } } : driven;
}

function failsVerification(router: Driver, { view }: Context): boolean {
  const option = view === 'verify sender' ? 'fail_verify_sender' : 'fail_verify_recipient';
  return view !== 'deliver' && isOn(router, option, isOn(router, 'fail_verify', false));
}

/** The variables of an address while a router looks at it. */
function valuesAt(router: Driver, node: Node): Values {
  const { localPart, prefix, suffix } = withoutAffixes(router, node.address.localPart);
  const parent = node.parent?.node.address;
  let top = node;
  while (top.parent) top = top.parent.node;
  const original = { ...top.address, localPart: top.address.localPart.toLowerCase() };
  const address = { ...node.address, localPart };
  const caseful = isOn(router, 'caseful_local_part', false);
  return {
    ...addressValues(address, original),
    ...(caseful && { local_part: partOf(address, localPart) }),
    ...(parent && { parent_local_part: partOf(parent, parent.localPart), parent_domain: partOf(parent, parent.domain) }),
    local_part_prefix: partOf(address, prefix),
    local_part_suffix: partOf(address, suffix),
    router_name: router.name.text,
  };
}

/** `set = r_x = …`, then address_data. A failure that is forced there makes the router decline. */
function setValues(router: Driver, kept: Record<string, Values[string]>, base: Values, context: Context): Driven | undefined {
  for (const { value, at } of settings(router, 'set')) {
    const name = /^\s*(r_\w+)\s*=\s*/.exec(value.text);
    if (!name) continue;
    const stopped = assign(name[1]!, sliced(value, name[0].length, value.text.length), { kind: 'written', at });
    if (stopped) return stopped;
  }
  const data = valueOf(router, 'address_data');
  return data ? assign('address_data', data, blame(router, 'address_data')) : undefined;

  function assign(name: string, source: Sourced, because: Origin): Driven | undefined {
    const expansion = expand(source, scopeOf(context, { ...kept, ...base }));
    switch (expansion.kind) {
      case 'value':
        kept[name] = { kind: 'value', text: expansion.value.text, tainted: expansion.tainted };
        return undefined;
      case 'forced-fail':
        return { kind: 'declined', why: `${name} is forced to fail`, because };
      case 'error':
        return expansion.dies ? { kind: 'died', text: expansion.why, because } : { kind: 'deferred', text: expansion.why, because };
      case 'unknown':
        kept[name] = { kind: 'unknown', why: expansion.why };
        return undefined;
      default:
        return expansion satisfies never;
    }
  }
}
/** An address that this router has handled already is not offered to it again: that is how circles of aliases end. */
function isCircle(router: Driver, node: Node): boolean {
  const repeats = isOn(router, 'repeat_use', true);
  const own = textOf(node.address).toLowerCase();
  for (const { node: ancestor, router: name } of ancestors(node)) {
    if (name !== router.name.text) continue;
    if (!repeats || textOf(ancestor.address).toLowerCase() === own) return true;
  }
  return false;
}

/** Whether a router that declines lets the next one see the address. */
function goesOn(router: Driver, node: Node, kept: Values, context: Context): 'yes' | 'no' | Routed {
  const source = valueOf(router, 'more');
  if (!source) return isOn(router, 'more', true) ? 'yes' : 'no';
  const expansion = expand(source, scopeOf(context, { ...kept, ...valuesAt(router, node) }));
  if (expansion.kind === 'unknown') return { ...expansion, because: blame(router, 'more') };
  if (expansion.kind !== 'value') return { kind: 'deferred', text: 'more cannot be expanded', because: blame(router, 'more') };
  return /^(true|yes|[1-9]\d*)$/i.test(expansion.value.text.trim()) ? 'yes' : 'no';
}

/** The words of the router that was considered last, skipped or not. Asked of Exim 4.96. */
function unrouteable(last: Driver | undefined, why: string | undefined, node: Node, kept: Values, context: Context): Routed {
  const source = last && valueOf(last, 'cannot_route_message');
  const because: Origin = last ? blame(last, 'cannot_route_message') : { kind: 'default', setting: 'routers' };
  const usual = 'Unrouteable address';
  // What a router has said on its way goes before the words of the last one.
  if (why !== undefined) return { kind: 'failed', text: why, because };
  if (!source || !last) return { kind: 'failed', text: usual, because };
  const expansion = expand(source, scopeOf(context, { ...kept, ...valuesAt(last, node) }));
  return {
    kind: 'failed',
    text: expansion.kind === 'value' ? expansion.value.text : usual,
    because,
  };
}
