import { parseIp } from '../../../formats/network.ts';
import type { Scope } from '../expand/scope.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Node, textOf } from './address.ts';
import type { Context } from './context.ts';
import { manualroute } from './manualroute.ts';
import { redirect } from './redirect.ts';
import type { Driven } from './results.ts';
import { blame, isOn } from './settings.ts';
import { isLocalHost, toSelf, toTransport } from './toTransport.ts';

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

/** Mail for `user@[192.0.2.1]` goes to that host. Source: routers/ipliteral.c. */
function ipliteral(router: Driver, { address: { domain } }: Node, context: Context, scope: Scope): Driven {
  const because = blame(router, 'driver');
  const host = /^\[(?:IPv[46]:)?(.*)\]$/i.exec(domain)?.[1];
  if (host === undefined || !parseIp(host)) return { kind: 'declined', why: 'the domain is no address literal', because };
  return isLocalHost(host, context, scope)
    ? toSelf(router, domain, 'remote host address is the local host', context, scope)
    : toTransport(router, host, context, scope);
}

/** DNS decides what becomes of a domain: it is taken as found, since a sender's domain mostly is. */
function dnslookup(router: Driver, { address }: Node, context: Context, scope: Scope): Driven {
  const because = blame(router, 'driver');
  const { domain } = address;
  if (/^\[/.test(domain)) {
    const reply = `mail domain "${domain}" is syntactically invalid`;
    return { kind: 'declined', why: 'an address literal is no name', reply, because };
  }
  if (!domain.includes('.') && isOn(router, 'qualify_single', true)) {
    const why = `the resolver of the host may complete ${domain} with a domain of its own`;
    return { kind: 'unknown', why, ask: `exim -bt ${textOf(address)}`, because };
  }
  if (!domain.includes('.') || /(^|\.)\d+$/.test(domain)) return { kind: 'declined', why: `the DNS has no host ${domain}`, because };
  if (/(^|\.)invalid$/.test(domain)) return { kind: 'declined', why: `there is no domain ${domain}`, because };
  if (domain !== context.system.options.primaryHostname?.toLowerCase()) return toTransport(router, domain, context, scope);
  return toSelf(router, domain, 'remote host address is the local host', context, scope);
}
