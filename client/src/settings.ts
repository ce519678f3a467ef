import { type Address, parseAddress } from './net/address.ts';
import { readResolvers } from './net/dns/system.ts';
import { type Domain, parseDomain } from './net/domain.ts';
import { type Proxy, parseProxy, type Resolver } from './net/endpoint.ts';
import type { Refusal } from './net/refusal.ts';
import type { TlsMode } from './net/smtp/conversation.ts';
import { type Deadlines, deadlinesFor } from './net/smtp/deadlines.ts';

/** What `postmaster.*` says of the network, each value checked as it is read. */
export interface NetworkSettings {
  /** Empty: the resolvers of the machine. */
  readonly resolvers: readonly Resolver[];
  readonly heloName?: Domain;
  readonly sender?: Address;
  readonly port: number;
  readonly deadlines: Deadlines;
  readonly allowPrivateAddresses: boolean;
  readonly ipVersion?: 4 | 6;
  /** Absent: opportunistic, but immediate on port 465. */
  readonly tls?: TlsMode;
  readonly pipelining: boolean;
  /** Recipients a minute; absent: a few at once, and no more. */
  readonly pace?: number;
  readonly proxy?: Proxy;
  /** One sentence for each value that cannot be used, with the setting's name first. */
  readonly problems: readonly string[];
}

/** Reads the settings by their names below `postmaster`. A value of a wrong type counts as a problem, never as its default. */
export function readNetworkSettings(read: (name: string) => unknown): NetworkSettings {
  const problems: string[] = [];
  const checked = <T extends { readonly kind: string }>(name: string, value: T | Refusal): readonly T[] => {
    if (value.kind !== 'refused') return [value as T];
    problems.push(`postmaster.${name}: ${(value as Refusal).why}`);
    return [];
  };
  const text = <T extends { readonly kind: string }>(name: string, parse: (text: string) => T | Refusal): T | undefined => {
    const value = read(name) ?? '';
    if (typeof value !== 'string') problems.push(`postmaster.${name}: a text belongs here`);
    return typeof value === 'string' && value !== '' ? checked(name, parse(value))[0] : undefined;
  };
  const number = (name: string, usual: number, least: number, most: number): number => {
    const value = read(name) ?? usual;
    if (typeof value === 'number' && least <= value && value <= most) return value;
    problems.push(`postmaster.${name}: a number from ${least} to ${most} belongs here`);
    return usual;
  };
  const choice = <T>(name: string, choices: Readonly<Record<string, T>>): T | undefined => {
    const value = read(name);
    if (value !== undefined && !(typeof value === 'string' && Object.hasOwn(choices, value)))
      problems.push(`postmaster.${name}: one of ${Object.keys(choices).join(', ')} belongs here`);
    return typeof value === 'string' ? choices[value] : undefined;
  };
  const written = read('resolvers') ?? [];
  if (!Array.isArray(written)) problems.push('postmaster.resolvers: a list belongs here');
  const resolvers = (Array.isArray(written) ? written : []).flatMap((it) =>
    checked('resolvers', resolversOf(it)).flatMap((read) => read.resolvers),
  );
  const heloName = text('probe.heloName', parseDomain);
  const sender = text('probe.sender', parseAddress);
  const ipVersion = choice('probe.ipVersion', { any: undefined, '4': 4, '6': 6 } as const);
  const tls = choice('probe.tls', tlsModes);
  const pace = number('probe.pace', 0, 0, 6000);
  const proxy = text('probe.proxy', parseProxy);
  return {
    resolvers,
    ...(heloName ? { heloName } : {}),
    ...(sender ? { sender } : {}),
    port: number('probe.port', 25, 1, 65_535),
    deadlines: deadlinesFor(number('probe.timeout', 30, 1, 300) * 1000),
    allowPrivateAddresses: read('probe.allowPrivateAddresses') === true,
    ...(ipVersion ? { ipVersion } : {}),
    ...(tls ? { tls } : {}),
    pipelining: read('probe.pipelining') === true,
    ...(0 < pace ? { pace } : {}),
    ...(proxy ? { proxy } : {}),
    problems,
  };
}

/** `opportunistic` is the usual way, which depends on the port. */
const tlsModes: Readonly<Record<TlsMode, TlsMode | undefined>> = {
  opportunistic: undefined,
  required: 'required',
  never: 'never',
  immediate: 'immediate',
};

/** An entry is a text such as "system", "ip[:port]", "tls://ip#name" or "https://host/path", or has a name for people too. */
function resolversOf(entry: unknown): ReturnType<typeof readResolvers> {
  if (typeof entry === 'string') return readResolvers(entry);
  const { name, address } = (typeof entry === 'object' && entry !== null ? entry : {}) as {
    readonly name?: unknown;
    readonly address?: unknown;
  };
  if (typeof address !== 'string') return { kind: 'refused', why: 'an entry is a text such as 192.0.2.53 or has an address' };
  return typeof name === 'string' && name !== '' ? readResolvers(address, name) : readResolvers(address);
}
