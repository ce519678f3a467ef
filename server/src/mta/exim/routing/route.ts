import type { Origin } from '../../../core/fact.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Address, ancestors, type Node, textOf } from './address.ts';
import { withoutAffixes } from './affixes.ts';
import { addressValues, type Context, scopeOf } from './context.ts';
import { drive } from './drivers.ts';
import { admission } from './preconditions.ts';
import type { Driven, Routed } from './results.ts';
import { blame, isOn, settings, valueOf } from './settings.ts';

/** What the routers make of an address; several answers where a router is `unseen`. Source: route_address() of route.c. */
export function route(node: Node, context: Context): readonly Routed[] {
  const { routers } = context.system.configuration;
  const results: Routed[] = [];
  let last: Driver | undefined;
  for (let i = node.start ?? 0; i < routers.length; i++) {
    const router = routers[i]!;
    last = router;
    const driven = offer(router, node, context);
    if (driven.kind === 'skipped') continue;
    if (driven.kind === 'passed') {
      const target = valueOf(router, 'pass_router')?.text.trim();
      const to = target === undefined ? -1 : routers.findIndex((it) => it.name.text === target);
      if (i < to) i = to - 1;
      continue;
    }
    if (driven.kind === 'declined') {
      const more = goesOn(router, node, context);
      if (more === 'yes') continue;
      if (more === 'no') break;
      return [...results, more];
    }
    results.push(driven);
    const isUnseen =
      isOn(router, 'unseen', false) && (driven.kind === 'taken' || driven.kind === 'redirected' || driven.kind === 'discarded');
    if (!isUnseen) return results;
  }
  if (0 < results.length) return results;
  return [unrouteable(last, node, context)];
}

type Offered = Driven | { readonly kind: 'skipped' };

function offer(router: Driver, node: Node, context: Context): Offered {
  const { trail } = context;
  const name = router.name.text;
  const skip = (why: string, because: Origin): Offered => {
    trail.note(name, 'passed', `Skipped: ${why}`, because, { brief: 'skipped' });
    return { kind: 'skipped' };
  };
  if (isCircle(router, node)) return skip(`${textOf(node.address)} came out of this router before`, blame(router, 'driver'));
  const affixed = withoutAffixes(router, node.address.localPart);
  if (!affixed) return skip('the local part lacks its prefix or suffix', blame(router, 'local_part_prefix'));
  const address: Address = { ...node.address, localPart: affixed.localPart };
  const base = { ...addressValues(address), local_part_prefix: affixed.prefix, local_part_suffix: affixed.suffix, router_name: name };
  const scopeWith = (values: Values): Scope => scopeOf(context, { ...base, ...values });
  const admitted = admission(router, address, context, scopeWith);
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
  const values: Record<string, Values[string]> = { ...admitted.values };
  const stopped = setValues(router, values, scopeWith);
  if (stopped) return stopped;
  return drive(router, { ...node, address }, context, scopeWith(values));
}

/** `set = r_x = …`, then address_data. A failure that is forced there makes the router decline. */
function setValues(router: Driver, values: Record<string, Values[string]>, scopeWith: (values: Values) => Scope): Driven | undefined {
  for (const { value, at } of settings(router, 'set')) {
    const name = /^\s*(r_\w+)\s*=\s*/.exec(value.text);
    if (!name) continue;
    const stopped = assign(name[1]!, { ...value, text: value.text.slice(name[0].length), parts: [] }, { kind: 'written', at });
    if (stopped) return stopped;
  }
  const data = valueOf(router, 'address_data');
  return data ? assign('address_data', data, blame(router, 'address_data')) : undefined;

  function assign(name: string, source: Parameters<typeof expand>[0], because: Origin): Driven | undefined {
    const expansion = expand(source, scopeWith(values));
    switch (expansion.kind) {
      case 'value':
        values[name] = { kind: 'value', text: expansion.value.text, tainted: expansion.tainted };
        return undefined;
      case 'forced-fail':
        return { kind: 'declined', why: `${name} is forced to fail`, because };
      case 'error':
        return expansion.dies ? { kind: 'died', text: expansion.why, because } : { kind: 'deferred', text: expansion.why, because };
      case 'unknown':
        values[name] = { kind: 'unknown', why: expansion.why };
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
function goesOn(router: Driver, node: Node, context: Context): 'yes' | 'no' | Routed {
  const source = valueOf(router, 'more');
  if (!source) return isOn(router, 'more', true) ? 'yes' : 'no';
  const expansion = expand(source, scopeOf(context, addressValues(node.address)));
  if (expansion.kind === 'unknown') return { ...expansion, because: blame(router, 'more') };
  if (expansion.kind !== 'value') return { kind: 'deferred', text: 'more cannot be expanded', because: blame(router, 'more') };
  return /^(true|yes|[1-9]\d*)$/i.test(expansion.value.text.trim()) ? 'yes' : 'no';
}

/** The words of the router that was considered last, skipped or not. Asked of Exim 4.96. */
function unrouteable(last: Driver | undefined, node: Node, context: Context): Routed {
  const source = last && valueOf(last, 'cannot_route_message');
  const because: Origin = last ? blame(last, 'cannot_route_message') : { kind: 'default', setting: 'routers' };
  if (!source) return { kind: 'failed', text: 'Unrouteable address', because };
  const expansion = expand(source, scopeOf(context, addressValues(node.address)));
  return {
    kind: 'failed',
    text: expansion.kind === 'value' && expansion.value.text !== '' ? expansion.value.text : 'Unrouteable address',
    because,
  };
}
