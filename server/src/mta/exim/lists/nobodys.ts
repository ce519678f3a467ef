import { isInside, parseIp, parseNetwork } from '../../../formats/network.ts';

/** Addresses for documentation, which no host has: RFC 5737 and RFC 3849. */
const NOBODYS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map((it) => parseNetwork(it)!);

/** Whether an address is no host's. */
export function isNobodys(address: string): boolean {
  const bytes = parseIp(address);
  return bytes !== undefined && NOBODYS.some((it) => isInside(bytes, it));
}
