import type { Identity } from '../../core/system.ts';
import { parseIp } from '../../formats/network.ts';
import { type Parameters, UNKNOWN_HOST } from './parameters.ts';

/**
 * The name by which this Postfix introduces itself and the addresses that the files give it. Mail that comes to one of them has
 * arrived (postconf(5): myhostname, inet_interfaces, proxy_interfaces). `all` and `loopback-only` name none.
 */
export function identityOf(parameters: Parameters): Identity {
  const name = parameters.text('myhostname');
  const isKnown = name !== '' && !name.includes(UNKNOWN_HOST);
  const words = ['inet_interfaces', 'proxy_interfaces'].flatMap((it) => parameters.words(it)).map((it) => it.text.replace(/^\[|\]$/g, ''));
  const addresses = words.filter((it) => parseIp(it) !== undefined && !isLoopback(it));
  const others = words.filter((it) => parseIp(it) === undefined && it.includes('.'));
  return { names: [...new Set([...(isKnown ? [name] : []), ...others].map((it) => it.toLowerCase()))], addresses: [...new Set(addresses)] };
}

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}
