import type { Origin } from '../../../core/fact.ts';
import { type Sourced, written } from '../../../core/sourced.ts';
import { contains } from '../../../core/text.ts';
import { expand } from '../expand/expand.ts';
import type { Asked, Scope } from '../expand/scope.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Address, ancestors, type Node, qualified, textOf } from './address.ts';
import type { Context } from './context.ts';
import { parseAddress } from './parseAddress.ts';
import { type RedirectItem, redirectItems, type Special } from './redirectItems.ts';
import type { Child, Driven } from './results.ts';
import { blame, isOn, originOf, valueOf } from './settings.ts';

/** Of a local part that a redirection makes; a circle in which it grows ends there. Asked of Exim 4.96. */
const MOST_LETTERS = 255;

/** The redirect router: aliases and forward files. Source: redirect_router_entry() of routers/redirect.c, rda_interpret() of rda.c. */
export function redirect(router: Driver, node: Node, context: Context, scope: Scope): Driven {
  const found = dataOf(router, context, scope);
  if ('driven' in found) return found.driven;
  const { data, option, isTrusted } = found;
  if (needsOtherUser(router, found, context)) {
    const text = `${router.name.text} reads this as another user, which Exim may not while it receives`;
    return { kind: 'deferred', text, because: blame(router, 'user') };
  }
  if (isFilter(data)) return filtered(router, blame(router, option));
  const children: Child[] = [];
  const stopped = interpret(data, 0);
  if (stopped?.kind === 'failed' && 0 < children.length && context.view === 'deliver') return { ...stopped, beside: children };
  if (stopped) return stopped;
  if (children.length === 0) return { kind: 'declined', why: 'there is no entry', because: blame(router, option) };
  const because = rowOf(found) ?? children[0]!.because;
  return { kind: 'redirected', router: router.name.text, children, from: node, because };

  function interpret(source: Sourced, depth: number): Extract<Driven, { readonly kind: 'failed' }> | Driven | undefined {
    const { items, special: end } = redirectItems(source);
    for (const item of items) {
      const res = item.source.text.startsWith(':include:') ? included(item, depth) : add(item);
      if (res) return res;
    }
    return end && special(router, end);
  }
  function add(item: RedirectItem): Driven | undefined {
    const { source, isQuoted } = item;
    const { text } = source;
    const because = originOf(source);
    const address = addressOf(text, router, node, context, isTrusted);
    if (/^[|/]/.test(text) && (!address || 'why' in address || parsedDomain(text) === undefined)) {
      const plain = isQuoted ? text.replace(/\\(.)/g, '$1') : text;
      children.push(toPlace(plain, because));
      return undefined;
    }
    if (!address) return { kind: 'unknown', why: 'the name of the host stands in no file', ask: 'exim -bP qualify_recipient', because };
    if ('why' in address) {
      if (address.why === 'empty address' || isOn(router, 'skip_syntax_errors', false)) return undefined;
      return { kind: 'deferred', text: `error in redirect data: ${address.why} in "${text}"`, because };
    }
    if (MOST_LETTERS < address.localPart.length)
      return { kind: 'deferred', text: 'error in redirect data: the address is too long', because };
    const target = valueOf(router, 'redirect_router')?.text.trim();
    const start = target === undefined ? -1 : context.system.configuration.routers.findIndex((it) => it.name.text === target);
    children.push({ kind: 'address', address: withoutCircle(address), because, ...(0 <= start ? { start } : {}) });
    return undefined;
  }
  function toPlace(text: string, because: Origin): Child {
    const kind = text.startsWith('|') ? 'pipe' : 'file';
    const option = kind === 'pipe' ? 'pipe_transport' : text.endsWith('/') ? 'directory_transport' : 'file_transport';
    const isForbidden = isOn(router, kind === 'pipe' ? 'forbid_pipe' : 'forbid_file', false);
    return { kind, text, transport: isForbidden ? undefined : valueOf(router, option)?.text, isForbidden, because };
  }
  /** With check_ancestor an address that came before is replaced by the one at hand. */
  function withoutCircle(address: Address): Address {
    if (!isOn(router, 'check_ancestor', false)) return address;
    const isAncestor = [...ancestors(node)].some((it) => textOf(it.node.address).toLowerCase() === textOf(address).toLowerCase());
    return isAncestor ? node.address : address;
  }
  function included({ source }: RedirectItem, depth: number): Driven | undefined {
    const because = originOf(source);
    const path = source.text.slice(':include:'.length).trim();
    const error = (why: string): Driven => ({ kind: 'deferred', text: `error in redirect data: ${why}`, because });
    if (isOn(router, 'forbid_include', false)) return error('included files not permitted');
    if (!path.startsWith('/')) return error(`included file "${path}" is not an absolute path`);
    const file = context.system.lookups.text(path);
    if (file.kind === 'unknown') return { kind: 'unknown', why: file.why, ask: `cat ${path}`, because };
    if (file.kind === 'absent' || 10 < depth) return error(`failed to open included file ${path}`);
    return interpret(written(file.text, { file: file.file, start: 0, end: file.text.length }), depth + 1);
  }
}

/** Source: rda_is_filter() of rda.c. */
function isFilter({ text }: Sourced): boolean {
  return /^\s*#[ \t]*(exim|sieve)[ \t]*filter/i.test(text);
}

/** A filter is a program, and what it does with a message it may not do with the next one. */
function filtered(router: Driver, because: Origin): Driven {
  if (!isOn(router, 'allow_filter', false)) return { kind: 'deferred', text: 'error in redirect data: filtering not enabled', because };
  return { kind: 'unknown', why: `${router.name.text} asks a filter, which decides by the message`, ask: 'exim -bf FILTER', because };
}

/** The address of an item; a backslash before a name is for other servers, and the name stays in the domain at hand. */
function addressOf(text: string, router: Driver, node: Node, context: Context, isTrusted: boolean): ReturnType<typeof qualified> {
  const here = node.address.domain;
  if (text.startsWith('\\') && parsedDomain(text.slice(1)) === undefined)
    return qualified(text.slice(1), context.system, { domain: here, isTrusted });
  const domain = isOn(router, 'qualify_preserve_domain', false) ? here : valueOf(router, 'qualify_domain')?.text;
  return qualified(text, context.system, { domain, isTrusted });
}

function parsedDomain(text: string): string | undefined {
  const parsed = parseAddress(text, true);
  return 'why' in parsed ? undefined : parsed.domain;
}

/** Files and lists of a router with a user are read in a process of that user, which a process that receives mail cannot start. Asked of Exim 4.96. */
function needsOtherUser(router: Driver, { data, option }: Data, { view }: Context): boolean {
  if (view === 'deliver') return false;
  const user = valueOf(router, 'user')?.text ?? (isOn(router, 'check_local_user', false) ? '$local_part' : undefined);
  return user !== undefined && !/exim/i.test(user) && (option === 'file' || data.text.includes(':include:'));
}

interface Data {
  readonly data: Sourced;
  readonly option: 'data' | 'file';
  readonly isTrusted: boolean;
  /** What was asked for it. */
  readonly asked: readonly Asked[];
}

/** The entry of a table that the data come out of: it stands for all that it leads to. */
function rowOf({ data, asked }: Data): Origin | undefined {
  const origin = originOf(data);
  if (origin.kind !== 'written') return undefined;
  const rows = asked.flatMap(({ answer }) => (answer.kind === 'hit' ? answer.origin : []));
  return rows.find((it) => it.kind === 'written' && contains(it.at, origin.at.file, origin.at.start));
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
  if (option === 'data') return { data: expansion.value, option, isTrusted: !expansion.tainted, asked: expansion.asked };
  if (expansion.tainted) return { driven: { kind: 'deferred', text: `tainted file name ${expansion.value.text}`, because } };
  const path = expansion.value.text.trim();
  if (!path.startsWith('/')) return { driven: { kind: 'deferred', text: `"${path}" is no absolute path`, because } };
  const file = context.system.lookups.text(path);
  if (path.startsWith('/nonexistent/') && !isOn(router, 'ignore_enotdir', false))
    return { driven: { kind: 'deferred', text: `the folder of ${path} does not exist`, because } };
  if (file.kind === 'absent') return { driven: { kind: 'declined', why: `there is no file ${path}`, because } };
  // Homes lie outside most workspaces, and few of them hold a forward file.
  if (file.kind === 'unknown') return { driven: { kind: 'declined', why: `${path} is not in these files`, because } };
  return { data: written(file.text, { file: file.file, start: 0, end: file.text.length }), option, isTrusted: true, asked: [] };
}

function special(router: Driver, { kind, text, source }: Special): Driven {
  const because = originOf(source);
  const isAllowed = kind === 'blackhole' ? !isOn(router, 'forbid_blackhole', false) : isOn(router, `allow_${kind}`, false);
  if (!isAllowed) return { kind: 'deferred', text: `error in redirect data: "${source.text}" is not permitted`, because };
  if (kind === 'blackhole') return { kind: 'discarded', router: router.name.text, because };
  return kind === 'fail' ? { kind: 'failed', text, because } : { kind: 'deferred', text, reply: text, because };
}
