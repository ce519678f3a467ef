import type { Origin } from '../../../core/fact.ts';
import { type Sourced, written } from '../../../core/sourced.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Address, ancestors, type Node, qualified, textOf } from './address.ts';
import type { Context } from './context.ts';
import { type RedirectItem, type RedirectList, redirectItems } from './redirectItems.ts';
import type { Child, Driven } from './results.ts';
import { blame, isOn, originOf, valueOf } from './settings.ts';

/** The redirect router: aliases and forward files. Source: redirect_router_entry() of routers/redirect.c, rda_interpret() of rda.c. */
export function redirect(router: Driver, node: Node, context: Context, scope: Scope): Driven {
  const name = router.name.text;
  const found = dataOf(router, context, scope);
  if ('driven' in found) return found.driven;
  const { option } = found;
  const list = redirectItems(found.data);
  switch (list.kind) {
    case 'unknown':
      return { kind: 'declined', why: 'the entry is :unknown:', because: originOf(list.source) };
    case 'blackhole':
      return { kind: 'discarded', router: name, because: originOf(list.source) };
    case 'fail':
    case 'defer':
      return special(router, list);
    case 'list':
      return toChildren(list.items);
    default:
      return list satisfies never;
  }

  function toChildren(items: readonly RedirectItem[]): Driven {
    const children: Child[] = [];
    for (const item of items) {
      const res = childrenOf(item, 0);
      if ('driven' in res) return res.driven;
      children.push(...res.children);
    }
    if (children.length === 0) return { kind: 'declined', why: 'there is no entry', because: blame(router, option) };
    const first = children[0]!;
    return { kind: 'redirected', router: name, children, because: first.because };
  }

  function childrenOf(
    { kind, text, source }: RedirectItem,
    depth: number,
  ): { readonly children: readonly Child[] } | { readonly driven: Driven } {
    const because = originOf(source);
    if (kind === 'include') return included(text, because, depth);
    if (kind === 'pipe' || kind === 'file') {
      const option = kind === 'pipe' ? 'pipe_transport' : text.endsWith('/') ? 'directory_transport' : 'file_transport';
      return { children: [{ kind, text, transport: valueOf(router, option)?.text, because }] };
    }
    const domain = isOn(router, 'qualify_preserve_domain', false) ? node.address.domain : valueOf(router, 'qualify_domain')?.text;
    const address = qualified(text, context.system, domain ?? context.system.options.qualifyRecipient);
    if (!address)
      return { driven: { kind: 'unknown', why: 'the name of the host stands in no file', ask: 'exim -bP qualify_recipient', because } };
    if (!/^[^\s@]+@\S+$/.test(textOf(address)) && !/"/.test(text)) return syntaxError(because);
    const redirected = valueOf(router, 'redirect_router')?.text.trim();
    const start = redirected === undefined ? -1 : context.system.configuration.routers.findIndex((it) => it.name.text === redirected);
    return { children: [{ kind: 'address', address: withoutCircle(address), because, ...(0 <= start ? { start } : {}) }] };
  }

  /** With check_ancestor an address that came before is replaced by the one at hand. */
  function withoutCircle(address: Address): Address {
    if (!isOn(router, 'check_ancestor', false)) return address;
    const isAncestor = [...ancestors(node)].some((it) => textOf(it.node.address).toLowerCase() === textOf(address).toLowerCase());
    return isAncestor ? node.address : address;
  }

  function syntaxError(because: Origin): { readonly children: readonly Child[] } | { readonly driven: Driven } {
    if (isOn(router, 'skip_syntax_errors', false)) return { children: [] };
    return { driven: { kind: 'deferred', text: 'error in redirect data', because } };
  }

  function included(path: string, because: Origin, depth: number): { readonly children: readonly Child[] } | { readonly driven: Driven } {
    const file = context.system.lookups.text(path);
    if (file.kind === 'unknown') return { driven: { kind: 'unknown', why: file.why, ask: `cat ${path}`, because } };
    if (file.kind === 'absent' || 10 < depth)
      return { driven: { kind: 'deferred', text: 'error in redirect data: failed to open included file', because } };
    const list = redirectItems(written(file.text, { file: file.file, start: 0, end: file.text.length }));
    if (list.kind !== 'list') return { children: [] };
    const children: Child[] = [];
    for (const item of list.items) {
      const res = childrenOf(item, depth + 1);
      if ('driven' in res) return res;
      children.push(...res.children);
    }
    return { children };
  }
}

interface Data {
  readonly data: Sourced;
  readonly option: 'data' | 'file';
}

function dataOf(router: Driver, context: Context, scope: Scope): Data | { readonly driven: Driven } {
  const option = valueOf(router, 'data') ? 'data' : 'file';
  const source = valueOf(router, option);
  const because = blame(router, option);
  if (!source) return { driven: { kind: 'deferred', text: 'error in redirect data', because } };
  const expansion = expand(source, scope);
  switch (expansion.kind) {
    case 'forced-fail':
      return { driven: { kind: 'declined', why: 'its data are forced to fail', because } };
    case 'error':
      return {
        driven: expansion.dies ? { kind: 'died', text: expansion.why, because } : { kind: 'deferred', text: expansion.why, because },
      };
    case 'unknown':
      return { driven: { ...expansion, because } };
    case 'value':
      break;
    default:
      return expansion satisfies never;
  }
  if (option === 'data') return { data: expansion.value, option };
  if (expansion.tainted) return { driven: { kind: 'deferred', text: `tainted file name ${expansion.value.text}`, because } };
  const path = expansion.value.text.trim();
  const file = context.system.lookups.text(path);
  if (file.kind === 'absent') return { driven: { kind: 'declined', why: `there is no file ${path}`, because } };
  // Homes lie outside most workspaces, and few of them hold a forward file.
  if (file.kind === 'unknown') return { driven: { kind: 'declined', why: `${path} is not in these files`, because } };
  return { data: written(file.text, { file: file.file, start: 0, end: file.text.length }), option };
}

function special(router: Driver, { kind, text, source }: Extract<RedirectList, { readonly kind: 'fail' | 'defer' }>): Driven {
  const because = originOf(source);
  if (!isOn(router, kind === 'fail' ? 'allow_fail' : 'allow_defer', false))
    return { kind: 'deferred', text: 'error in redirect data', because };
  const words = text.split('\n')[0]!.trim();
  if (kind === 'fail') return { kind: 'failed', text: words === '' ? 'forced failure' : words, because };
  return { kind: 'deferred', text: words === '' ? 'forced defer' : words, because };
}
