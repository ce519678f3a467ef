import type { Sourced } from '../../../core/sourced.ts';
import { parseIp } from '../../../formats/network.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import { splitList } from '../expand/splitList.ts';
import { oneItem } from '../lists/address.ts';
import { matchDomain } from '../lists/match.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Node } from './address.ts';
import type { Context } from './context.ts';
import type { Driven } from './results.ts';
import { type Hosts, hostsOf, nameOf, rulesOf } from './routeList.ts';
import { blame, valueOf } from './settings.ts';
import { isLocalHost, isLocalTransport, toNamed, toSelf, toTransport } from './toTransport.ts';

/** Routes by a list of rules, each a pattern of domains with hosts, or by hosts alone. Source: routers/manualroute.c. */
export function manualroute(router: Driver, { address }: Node, context: Context, scope: Scope): Driven {
  const list = valueOf(router, 'route_list');
  const data = valueOf(router, 'route_data');
  if (!list) return data ? byData(data) : { kind: 'declined', why: 'it has no list of hosts', because: blame(router, 'driver') };
  const because = blame(router, 'route_list');
  for (const rule of rulesOf(list)) {
    const match = matchDomain(oneItem(rule.pattern), address.domain, scope);
    if (match.kind === 'yes') return toHosts(rule, match.data);
    if (match.kind === 'unknown') return { kind: 'unknown', why: match.why, ask: match.ask, because };
    if (match.kind !== 'no') return { kind: 'deferred', text: match.why, because };
  }
  return { kind: 'declined', why: `no rule of route_list is for ${address.domain}`, because };

  function byData(source: Sourced): Driven {
    const because = blame(router, 'route_data');
    const expansion = expand(source, scope);
    if (expansion.kind === 'forced-fail') return { kind: 'declined', why: 'its hosts are forced to fail', because };
    if (expansion.kind === 'error') return { kind: 'deferred', text: expansion.why, because };
    if (expansion.kind === 'unknown') return { ...expansion, because };
    const parts = hostsOf(expansion.value);
    return parts.hosts.text === '' ? { kind: 'declined', why: 'its hosts are empty', because } : toHosts(parts);
  }

  /** `found` is what a table says of the domain, $value while the hosts are expanded. */
  function toHosts({ hosts, options }: Hosts, found?: string): Driven {
    const because = blame(router, list ? 'route_list' : 'route_data');
    const { variable } = scope;
    const value = { kind: 'value', text: found ?? '', tainted: false } as const;
    const expansion = expand(hosts, { ...scope, variable: (name) => (name === 'value' ? value : variable(name)) });
    if (expansion.kind === 'forced-fail') return { kind: 'declined', why: 'its hosts are forced to fail', because };
    if (expansion.kind === 'error') return { kind: 'deferred', text: expansion.why, because };
    if (expansion.kind === 'unknown') return { ...expansion, because };
    const named = transportIn(options, context);
    if (named && 'stranger' in named)
      return { kind: 'deferred', text: `unknown routing option or transport name "${named.stranger}"`, because };
    const take = (host: string) => (named ? toNamed(router, named.transport, host) : toTransport(router, host, context, scope));
    const text = expansion.value.text.trim();
    const taken = take(text);
    if (taken.kind !== 'taken' || isLocalTransport(taken.transport, context)) return taken;
    if (text === '' && context.view === 'deliver') return { kind: 'deferred', text: `no hosts for ${address.domain}`, because };
    for (const host of splitList(text).items) {
      if (host === '+') continue;
      const name = nameOf(host);
      if (isNowhere(name)) {
        const failure = unfound(router, name);
        if (failure) return failure;
        continue;
      }
      return isLocalHost(name, context, scope) ? toSelf(router, host, 'remote host address is the local host', context, scope) : take(host);
    }
    return text === '' ? taken : { kind: 'deferred', text: 'the lookup of all its hosts fails', because };
  }
}

/** A name that cannot be found, whatever the DNS says: no top-level domain is a number. */
function isNowhere(name: string): boolean {
  if (parseIp(name)) return false;
  return /\.invalid$|^([\w-]+\.){3,}\d+$/i.test(name) || !/^[\w.-]+$/.test(name);
}

/** host_find_failed: what becomes of mail whose host cannot be found; undefined where the host is left out. */
function unfound(router: Driver, host: string): Driven | undefined {
  const because = blame(router, 'host_find_failed');
  const text = `lookup of host "${host}" failed in ${router.name.text} router`;
  switch (valueOf(router, 'host_find_failed')?.text.trim() ?? 'freeze') {
    case 'ignore':
      return undefined;
    case 'decline':
      return { kind: 'declined', why: text, because };
    case 'pass':
      return { kind: 'passed', because };
    case 'fail':
      return { kind: 'failed', text, because };
    default:
      return { kind: 'deferred', text, because };
  }
}

/** The transport that stands among the options of a rule; the beginning of its name is enough. */
function transportIn(options: string, { system }: Context): { readonly transport: string } | { readonly stranger: string } | undefined {
  let res: { readonly transport: string } | undefined;
  for (const word of options.split(/\s+/)) {
    if (word === '' || /^(no_)?randomize$|^by(name|dns)$|^ipv4_(prefer|only)$/.test(word)) continue;
    const found = system.configuration.transports.find((it) => it.name.text.startsWith(word));
    if (!found) return { stranger: word };
    res = { transport: found.name.text };
  }
  return res;
}
