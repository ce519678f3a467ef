import { joined, type Sourced, sliced } from '../../../core/sourced.ts';
import { parseIp } from '../../../formats/network.ts';
import { splitSourced } from '../expand/splitList.ts';
import { dequote } from '../syntax/statement.ts';

/** Where a rule of a router sends mail, as it stands there. */
export interface Hosts {
  readonly hosts: Sourced;
  /** Words such as byname, or the name of a transport. */
  readonly options: string;
}

/** The rules of route_list stand between semicolons; what has blanks stands in quotes. */
export function rulesOf(list: Sourced): readonly (Hosts & { readonly pattern: Sourced })[] {
  const separated = list.text.trimStart().startsWith('<') ? list : joined([{ text: '<;', parts: [] }, list]);
  return splitSourced(separated).flatMap((rule) => {
    const pattern = dequote(rule, 0);
    if (pattern.content.text === '' && pattern.end === 0) return [];
    return [{ pattern: pattern.content, ...hostsOf(sliced(rule, pattern.end, rule.text.length)) }];
  });
}

/** The hosts and what is told of them. Source: parse_route_item() of routers/manualroute.c. */
export function hostsOf(source: Sourced): Hosts {
  const { text } = source;
  const trimmed = sliced(source, text.length - text.trimStart().length, text.length);
  const hosts = dequote(trimmed, 0);
  return { hosts: hosts.content, options: trimmed.text.slice(hosts.end).trim() };
}

/**
 * The name or the address of a host, without its port and the word for its MX. Brackets are taken off together with a port and
 * not alone. Source: host_item_get_port() of host.c; asked of Exim 4.96.
 */
export function nameOf(host: string): string {
  if (parseIp(host)) return host;
  const [, bracketed, plain] = /^(?:\[(.*)\]|([^:]*)):\d+$/.exec(host) ?? [];
  return bracketed ?? plain ?? host.replace(/\/mx$/i, '');
}
