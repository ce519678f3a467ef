import type { Origin } from '../../../core/fact.ts';
import { type Sourced, sliced } from '../../../core/sourced.ts';
import { expand } from '../expand/expand.ts';
import type { Scope, Variable } from '../expand/scope.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import { whyNoOwner } from './account.ts';
import { type Address, ancestors, type Node, textOf } from './address.ts';
import { withoutAffixes } from './affixes.ts';
import { choiceOf } from './choice.ts';
import { addressValues, type Context, valueOf as partOf, scopeOf } from './context.ts';
import { drive } from './drivers.ts';
import { admission } from './preconditions.ts';
import type { Driven, Routed } from './results.ts';
import { blame, isOn, settings, valueOf } from './settings.ts';
import { isLocalTransport } from './toTransport.ts';

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
    const { driven, values } = offer(router, here, kept, context);
    if (driven.kind === 'skipped') continue;
    if (driven.kind === 'passed') {
      why = driven.reply ?? why;
      i = nextAfter(router, i, context) - 1;
      continue;
    }
    if (driven.kind === 'declined') {
      why = driven.reply ?? why;
      const more = choiceOf(router, 'more', true, scopeOf(context, values));
      if (typeof more !== 'boolean') return [...results, more];
      if (more) continue;
      break;
    }
    if (!['taken', 'redirected', 'discarded'].includes(driven.kind)) return [...results, driven];
    results.push(driven);
    const unseen = choiceOf(router, 'unseen', false, scopeOf(context, values));
    if (typeof unseen !== 'boolean') return [...results, unseen];
    if (!unseen) return results;
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

type Offered = Exclude<Driven, { readonly kind: 'rerouted' }> | { readonly kind: 'skipped' };

/** What a router does with an address, and what strings of it may ask afterwards. */
interface Offer {
  readonly driven: Offered;
  readonly values: Values;
}

function offer(router: Driver, node: Node, kept: Record<string, Values[string]>, context: Context): Offer {
  const skip = (why: string, because: Origin): Offer => {
    context.trail.note(router.name.text, 'passed', `Skipped: ${why}`, because, { brief: 'skipped' });
    return { driven: { kind: 'skipped' }, values: {} };
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
      return { driven: { ...admitted }, values: {} };
    case 'deferred':
    case 'died':
      return { driven: { kind: admitted.kind, text: admitted.why, because: admitted.because }, values: {} };
    case 'admitted':
      break;
    default:
      return admitted satisfies never;
  }
  const own = { ...base, ...admitted.values };
  const stopped = setValues(router, kept, own, context);
  const values: Values = { ...kept, ...own };
  return { driven: stopped ?? run(router, node, address, kept, values, context), values };
}

/** Runs the driver of a router that has admitted an address. */
function run(router: Driver, node: Node, address: Address, kept: Values, values: Values, context: Context): Offered {
  const { text: name } = router.name;
  const ownerless = router.driver === 'redirect' ? withoutOwner(router, values, context) : undefined;
  const driven = ownerless ?? drive(router, { ...node, address }, context, scopeOf(context, values));
  if (driven.kind === 'taken' && isLocalTransport(driven.transport, context)) {
    const stopped = withoutOwner(router, values, context);
    if (stopped) return stopped;
  }
  const succeeds = driven.kind === 'taken' || driven.kind === 'redirected' || driven.kind === 'rerouted' || driven.kind === 'passed';
  if (succeeds && failsVerification(router, context))
    return { kind: 'failed', text: `${name} router forced verify failure`, because: blame(router, 'fail_verify') };
  if (driven.kind === 'taken') return { ...driven, values };
  const from = { ...node, values: { ...kept } };
  if (driven.kind === 'rerouted') return inDomain(driven, name, from);
  return driven.kind === 'redirected' ? { ...driven, from } : driven;
}

/** Asked by redirect before it reads its data, and by the others where mail is to be delivered on this host. Source: rf_queue_add(). */
function withoutOwner(router: Driver, values: Values, context: Context): Extract<Driven, { readonly kind: 'deferred' }> | undefined {
  const why = whyNoOwner(router, values, context);
  return why === undefined ? undefined : { kind: 'deferred', text: why, because: blame(router, 'user') };
}

/** The same local part in another domain, prefix and suffix included. Source: rf_change_domain(). */
function inDomain({ domain, because }: Extract<Driven, { readonly kind: 'rerouted' }>, router: string, from: Node): Offered {
  const child = { kind: 'address' as const, address: { ...from.address, domain }, because };
  return { kind: 'redirected', router, children: [child], from, because };
}

function failsVerification(router: Driver, { view }: Context): boolean {
  const option = view === 'verify sender' ? 'fail_verify_sender' : 'fail_verify_recipient';
  return view !== 'deliver' && isOn(router, option, isOn(router, 'fail_verify', false));
}

/** The variables of an address while a router looks at it. */
function valuesAt(router: Driver, node: Node): Values {
  const { localPart, prefix, suffix, wildPrefix, wildSuffix } = withoutAffixes(router, node.address.localPart);
  const parent = node.parent?.node.address;
  let top = node;
  while (top.parent) top = top.parent.node;
  const original = { ...top.address, localPart: top.address.localPart.toLowerCase() };
  const address = { ...node.address, localPart };
  const caseful = isOn(router, 'caseful_local_part', false);
  // One that the configuration spells out is no word of the sender.
  const affix = (text: string, wild: string): Variable => {
    const it = partOf(address, caseful ? text : text.toLowerCase());
    return wild === '' && it.kind === 'value' ? { ...it, tainted: false } : it;
  };
  return {
    ...addressValues(address, original),
    ...(caseful && { local_part: partOf(address, localPart) }),
    ...(parent && { parent_local_part: partOf(parent, parent.localPart), parent_domain: partOf(parent, parent.domain) }),
    local_part_prefix: affix(prefix, wildPrefix),
    local_part_prefix_v: affix(wildPrefix, wildPrefix),
    local_part_suffix: affix(suffix, wildSuffix),
    local_part_suffix_v: affix(wildSuffix, wildSuffix),
    router_name: router.name.text,
  };
}

/** `set = r_x = …`, then address_data. A failure that is forced there makes the router decline. */
function setValues(router: Driver, kept: Record<string, Values[string]>, base: Values, context: Context): Offered | undefined {
  for (const { value, at } of settings(router, 'set')) {
    const name = /^\s*(r_\w+)\s*=\s*/.exec(value.text);
    if (!name) continue;
    const because: Origin = { kind: 'written', at };
    const stopped = assign(name[1]!, sliced(value, name[0].length, value.text.length), because);
    // Exim 4.96 takes an address for routed that no later router may see, and nothing becomes of it.
    if (stopped?.kind === 'declined' && !isOn(router, 'more', true)) return { kind: 'discarded', router: router.name.text, because };
    if (stopped) return stopped;
  }
  const data = valueOf(router, 'address_data');
  return data ? assign('address_data', data, blame(router, 'address_data')) : undefined;

  function assign(name: string, source: Sourced, because: Origin): Offered | undefined {
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

/** What strings of a router may ask once its driver has run. */
function scopeAt(router: Driver, node: Node, kept: Values, context: Context): Scope {
  return scopeOf(context, { ...kept, ...valuesAt(router, node) });
}

/** The words of the router that was considered last, skipped or not. Asked of Exim 4.96. */
function unrouteable(last: Driver | undefined, why: string | undefined, node: Node, kept: Values, context: Context): Routed {
  const source = last && valueOf(last, 'cannot_route_message');
  const because: Origin = last ? blame(last, 'cannot_route_message') : { kind: 'default', setting: 'routers' };
  const usual = 'Unrouteable address';
  // What a router has said on its way goes before the words of the last one.
  if (why !== undefined) return { kind: 'failed', text: why, because };
  if (!source || !last) return { kind: 'failed', text: usual, because };
  const expansion = expand(source, scopeAt(last, node, kept, context));
  return {
    kind: 'failed',
    text: expansion.kind === 'value' ? expansion.value.text : usual,
    because,
  };
}
