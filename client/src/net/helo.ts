import { hostname, networkInterfaces } from 'node:os';
import { type Domain, parseDomain } from './domain.ts';

/** What this machine calls itself in EHLO: its full name, or its address in brackets as RFC 5321 section 4.1.4 wants it then. */
export function heloText(configured: Domain | undefined): string {
  if (configured) return configured.ascii;
  const own = parseDomain(hostname());
  if (own.kind === 'domain' && own.ascii.includes('.')) return own.ascii;
  const addresses = Object.values(networkInterfaces()).flatMap((it) => it ?? []);
  const outward = addresses.find((it) => it.family === 'IPv4' && !it.internal);
  return `[${outward?.address ?? '127.0.0.1'}]`;
}
