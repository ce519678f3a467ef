import { type Address, parseAddress } from '../net/address.ts';
import { makeAsker } from '../net/dns/asker.ts';
import { addressesOf } from '../net/dns/exchange.ts';
import { lookUpMx } from '../net/mx.ts';
import { probeRecipient } from '../net/probe.ts';
import type { ProbeOptions } from '../net/probeOptions.ts';
import type { Sources } from './gather.ts';

/** The sources that are asked over the network. Nothing is sent before one of them is called. */
export function networkSources(options: ProbeOptions): Omit<Sources, 'explain'> {
  const { resolvers, timing, signal, progress, server } = options;
  return {
    progress,
    lookUpMx: async ({ domain }) =>
      domain && 0 < resolvers.length ? lookUpMx(domain, resolvers, { ...options, authoritative: true }) : [],
    addressesOf: async (host) => {
      for (const resolver of resolvers) {
        const { addresses } = await addressesOf(makeAsker(resolver, { recursion: true, timing, signal }), host);
        if (0 < addresses.length) return addresses.map((it) => it.ip);
      }
      return [];
    },
    probe: (recipients, host) => probeRecipient(recipients.flatMap(parsed), { ...options, hosts: host && [host] }),
    isServerNamed: server !== undefined,
  };
}

function parsed(text: string): readonly Address[] {
  const address = parseAddress(text);
  return address.kind === 'refused' ? [] : [address];
}
