import { type DnsServer, startDnsServer } from './dnsServer.ts';
import { clubServer, newServer, oldServer } from './mailboxes.ts';
import { type MailServer, startMailServer } from './mailServer.ts';
import { staleZone, zone } from './zone.ts';

export interface Demo {
  /** For the setting `postmaster.resolvers`: the truth first, then a resolver that still has the old records. */
  readonly resolvers: readonly { readonly name: string; readonly address: string }[];
  /** For the setting `postmaster.probe.port`; the same on both hosts. */
  readonly port: number;
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

/** Two DNS servers and three mail servers on loopback. Where only 127.0.0.1 exists (macOS), the one there is all. */
export async function startDemo(): Promise<Demo> {
  const began = performance.now();
  const fresh = await startDnsServer(() => zone);
  const stale = await startDnsServer(() => staleZone((performance.now() - began) / 1000));
  const mail = await startMailServers();
  const address = ({ address, port }: DnsServer): string => `${address}:${port}`;
  return {
    resolvers: [
      { name: 'demo', address: address(fresh) },
      { name: 'demo cache', address: address(stale) },
    ],
    port: mail[0]?.port ?? 25,
    hosts: mail.map((it) => it.address),
    close: async () => void (await Promise.all([fresh, stale, ...mail].map((it) => it.close()))),
  };
}

/** MX records name no port, so all servers need the same one; a port that is free on one address may be taken on another. */
async function startMailServers(): Promise<readonly MailServer[]> {
  const servers = [await startMailServer(newServer, '127.0.0.1')];
  try {
    servers.push(await startMailServer(oldServer, '127.0.0.2', servers[0]!.port));
    servers.push(await startMailServer(clubServer, '127.0.0.4', servers[0]!.port));
    return servers;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return servers;
    await Promise.all(servers.map((it) => it.close()));
    return startMailServers();
  }
}
