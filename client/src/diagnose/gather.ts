import type { Explained } from '../../../server/src/protocol.ts';
import type { Address } from '../net/address.ts';
import type { MxAnswer, ProbeResult, Progress } from '../net/results.ts';
import { type Evidence, type HostAnswer, withoutExtension } from './evidence.ts';

/** Where evidence comes from. The composition roots give files and network; a test gives texts. */
export interface Sources {
  /** What the open configurations predict for an address. */
  explain(address: string): Promise<readonly Explained[]>;
  /** The MX records of the address's domain, at every resolver and at its own name servers; none for an address literal. */
  lookUpMx(address: Address): Promise<readonly MxAnswer[]>;
  /** The addresses of a host, from the first resolver that knows them. */
  addressesOf(host: string): Promise<readonly string[]>;
  /** Asks one host about recipients; without one, the server that a person named. */
  probe(recipients: readonly string[], host?: Host): Promise<readonly ProbeResult[]>;
  /** True where a person named the one server to ask; the MX records are then only looked at. */
  readonly isServerNamed?: boolean | undefined;
  /** Why no server is asked; absent: they are. */
  readonly withoutProbe?: string | undefined;
  readonly progress?: Progress | undefined;
}

export interface Host {
  readonly host: string;
  readonly ips: readonly string[];
}

/** A sender does not try more hosts either. */
const mostHosts = 8;

/** Asks each side once: files, DNS, then every exchanger. Rejects only where a source does. */
export async function gather(address: Address, sources: Sources): Promise<Evidence> {
  const { text } = address;
  sources.progress?.('Reading the configuration');
  const plain = withoutExtension(text);
  const [systems, plainSystems] = await Promise.all([sources.explain(text), plain === undefined ? [] : sources.explain(plain)]);
  const mx = await sources.lookUpMx(address);
  const names = [...new Set(systems.flatMap((it) => it.self?.names ?? []))];
  const ownAddresses = (await Promise.all(names.map((it) => sources.addressesOf(it)))).flat();
  const unchecked: string[] = [];
  if (systems.length === 0) unchecked.push('no configuration is open, so nothing is known of the files of the server');
  const hosts: HostAnswer[] = [];
  if (sources.withoutProbe !== undefined) unchecked.push(sources.withoutProbe);
  else for (const host of (sources.isServerNamed ? [undefined] : hostsOf(mx)).slice(0, mostHosts)) hosts.push(...(await ask(host)));
  if (hosts.some(({ result }) => result.verdict === 'exists'))
    unchecked.push('whether the message is delivered once it is in the queue: no message was sent');
  return { address: text, systems, plainSystems, mx, ownAddresses, hosts, unchecked };

  async function ask(host: Host | undefined): Promise<readonly HostAnswer[]> {
    const [result, other] = await sources.probe(plain === undefined ? [text] : [text, plain], host);
    if (!result) return [];
    if (result.failure === 'declined' || result.failure === 'withheld') {
      unchecked.push(result.text);
      return [];
    }
    return [{ host: host?.host ?? result.mx, result, ...(other ? { plain: other } : {}) }];
  }
}

/** The exchangers by preference, as the domain's own name servers give them, else the first resolver that knows any. */
function hostsOf(mx: readonly MxAnswer[]): readonly Host[] {
  const answer = mx.find((it) => it.authoritative && 0 < it.records.length) ?? mx.find((it) => 0 < it.records.length);
  const records = [...(answer?.records ?? [])].sort((a, b) => a.preference - b.preference);
  return records.filter((it) => 0 < it.addresses.length).map((it) => ({ host: it.exchange, ips: it.addresses.map(({ ip }) => ip) }));
}
