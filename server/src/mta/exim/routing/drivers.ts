import { type Sourced, sliced } from '../../../core/sourced.ts';
import { parseIp } from '../../../formats/network.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import { splitList } from '../expand/splitList.ts';
import { oneItem } from '../lists/address.ts';
import { matchDomain } from '../lists/match.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Node } from './address.ts';
import type { Context } from './context.ts';
import { redirect } from './redirect.ts';
import type { Driven } from './results.ts';
import { blame, valueOf } from './settings.ts';

/** What the driver of a router does with an address that it admits. */
export function drive(router: Driver, node: Node, context: Context, scope: Scope): Driven {
  const because = blame(router, 'driver');
  switch (router.driver) {
    case 'accept':
      return toTransport(router, '', context, scope);
    case 'redirect':
      return redirect(router, node, context, scope);
    case 'manualroute':
      return manualroute(router, node, context, scope);
    case 'dnslookup':
      return dnslookup(router, node, context, scope);
    case 'ipliteral':
      return ipliteral(router, node, context, scope);
    default:
      return {
        kind: 'unknown',
        why: `the router ${router.name.text} asks a program`,
        ask: `exim -bt ${node.address.localPart}@${node.address.domain}`,
        because,
      };
  }
}

/** The transport that a router names, which may be the outcome of an expansion. */
function toTransport(router: Driver, nexthop: string, context: Context, scope: Scope): Driven {
  const source = valueOf(router, 'transport');
  const because = blame(router, 'transport');
  // A router that only verifies may do without one.
  if (!source) return { kind: 'taken', router: router.name.text, transport: '', nexthop, values: {}, because };
  const expansion = expand(source, scope);
  if (expansion.kind === 'unknown') return { ...expansion, because };
  if (expansion.kind !== 'value') return { kind: 'deferred', text: 'the name of the transport cannot be expanded', because };
  const transport = expansion.value.text.trim();
  const isKnown = context.system.configuration.transports.some((it) => it.name.text === transport);
  if (!isKnown) return { kind: 'deferred', text: `there is no transport ${transport}`, because };
  return { kind: 'taken', router: router.name.text, transport, nexthop, values: {}, because };
}

/** Mail for `user@[192.0.2.1]` goes to that host. Source: routers/ipliteral.c. */
function ipliteral(router: Driver, { address: { domain } }: Node, context: Context, scope: Scope): Driven {
  const because = blame(router, 'driver');
  const host = /^\[(?:IPv[46]:)?(.*)\]$/i.exec(domain)?.[1];
  if (host === undefined || !parseIp(host)) return { kind: 'declined', why: 'the domain is no address literal', because };
  return isLocalHost(host, context)
    ? toSelf(router, domain, 'remote host address is the local host', context, scope)
    : toTransport(router, host, context, scope);
}

/** Addresses of this host that no file needs to name, and its name. */
function isLocalHost(host: string, { system }: Context): boolean {
  const name = host.toLowerCase();
  return (
    /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1' || name === 'localhost' || name === system.options.primaryHostname?.toLowerCase()
  );
}

/** The option self: what to do with mail that would come back to this host. */
function toSelf(router: Driver, nexthop: string, text: string, context: Context, scope: Scope): Driven {
  const self = valueOf(router, 'self')?.text.trim() ?? 'freeze';
  const because = blame(router, 'self');
  const reroute = /^reroute:\s*(?:rewrite:)?\s*(\S+)$/.exec(self)?.[1];
  if (reroute !== undefined)
    return { kind: 'unknown', why: `${router.name.text} looks the address up again in ${reroute}`, ask: 'exim -bt ADDRESS', because };
  switch (self) {
    case 'send':
      return toTransport(router, nexthop, context, scope);
    case 'pass':
      return { kind: 'passed', reply: text, because };
    case 'decline':
      return { kind: 'declined', why: text, reply: text, because };
    case 'fail':
      return { kind: 'failed', text, because };
    default:
      return { kind: 'deferred', text, because };
  }
}

/** DNS decides what becomes of a domain: it is taken as found, since a sender's domain mostly is. */
function dnslookup(router: Driver, { address }: Node, context: Context, scope: Scope): Driven {
  const because = blame(router, 'driver');
  const { domain } = address;
  if (/^\[/.test(domain)) {
    const reply = `mail domain "${domain}" is syntactically invalid`;
    return { kind: 'declined', why: 'an address literal is no name', reply, because };
  }
  if (!domain.includes('.') || /(^|\.)\d+$/.test(domain)) return { kind: 'declined', why: `the DNS has no host ${domain}`, because };
  if (/(^|\.)invalid$/.test(domain)) return { kind: 'declined', why: `there is no domain ${domain}`, because };
  if (domain !== context.system.options.primaryHostname?.toLowerCase()) return toTransport(router, domain, context, scope);
  return toSelf(router, domain, 'remote host address is the local host', context, scope);
}

/** Routes by a list of rules: a pattern of domains, then hosts. */
function manualroute(router: Driver, { address }: Node, context: Context, scope: Scope): Driven {
  const option = valueOf(router, 'route_data') ? 'route_data' : 'route_list';
  const source = valueOf(router, option);
  const because = blame(router, option);
  if (!source) return { kind: 'declined', why: 'it has no list of hosts', because };
  const hosts = option === 'route_data' ? source : undefined;
  if (hosts) return toHosts(hosts);
  for (const rule of rulesOf(source)) {
    const match = matchDomain(oneItem(rule.pattern), address.domain, scope);
    if (match.kind === 'yes') return toHosts(rule.hosts);
    if (match.kind === 'unknown') return { kind: 'unknown', why: match.why, ask: match.ask, because };
    if (match.kind !== 'no') return { kind: 'deferred', text: match.why, because };
  }
  return { kind: 'declined', why: `no rule of ${option} is for ${address.domain}`, because };

  function toHosts(list: Sourced): Driven {
    const expansion = expand(list, scope);
    if (expansion.kind === 'forced-fail') return { kind: 'declined', why: 'its hosts are forced to fail', because };
    if (expansion.kind === 'error') return { kind: 'deferred', text: expansion.why, because };
    if (expansion.kind === 'unknown') return { ...expansion, because };
    const text = expansion.value.text.trim();
    if (option === 'route_data' && text === '') return { kind: 'declined', why: 'its hosts are empty', because };
    const first = splitList(text.replace(/^(["'])(.*)\1.*$/s, '$2').split(/\s+/)[0] ?? '').items[0] ?? '';
    const why = `lookup of host "${first}" failed: it is no name`;
    if (text.startsWith("'")) return { kind: 'deferred', text: why, because };
    if (isLocalHost(first.replace(/::?\d+$/, ''), context))
      return toSelf(router, first, 'remote host address is the local host', context, scope);
    return toTransport(router, first, context, scope);
  }
}

interface Rule {
  readonly pattern: Sourced;
  readonly hosts: Sourced;
}

/** Rules stand between semicolons; a pattern in quotes may have blanks. */
function rulesOf(list: Sourced): readonly Rule[] {
  const rules: Rule[] = [];
  let start = 0;
  for (const part of list.text.split(';')) {
    const lead = part.length - part.trimStart().length;
    const rule = sliced(list, start + lead, start + part.trimEnd().length);
    start += part.length + 1;
    const pattern = /^("[^"]*"|\S+)\s*/.exec(rule.text);
    if (!pattern) continue;
    const [whole, word] = pattern as unknown as [string, string];
    const quotes = word.startsWith('"') ? 1 : 0;
    rules.push({ pattern: sliced(rule, quotes, word.length - quotes), hosts: sliced(rule, whole.length, rule.text.length) });
  }
  return rules;
}
