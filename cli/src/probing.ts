import { parseAddress } from '../../client/src/net/address.ts';
import { parseDomain } from '../../client/src/net/domain.ts';
import { parseProxy, parseServer, type Resolver } from '../../client/src/net/endpoint.ts';
import type { ProbeOptions } from '../../client/src/net/probeOptions.ts';
import { type Refusal, refuse } from '../../client/src/net/refusal.ts';
import type { TlsMode } from '../../client/src/net/smtp/conversation.ts';
import { deadlinesFor } from '../../client/src/net/smtp/deadlines.ts';

/** The options of every command that asks mail servers. */
export const probingOptions = {
  server: { type: 'string' },
  resolver: { type: 'string', multiple: true, default: [] as string[] },
  helo: { type: 'string' },
  sender: { type: 'string' },
  port: { type: 'string' },
  ipv4: { type: 'boolean', short: '4', default: false },
  ipv6: { type: 'boolean', short: '6', default: false },
  tls: { type: 'string' },
  proxy: { type: 'string' },
  pipeline: { type: 'boolean', default: false },
  pace: { type: 'string' },
  timeout: { type: 'string' },
} as const;

type Text = string | undefined;

interface Written extends Readonly<Record<'server' | 'helo' | 'sender' | 'port' | 'tls' | 'proxy' | 'pace' | 'timeout', Text>> {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly pipeline: boolean;
}

/** Reads the options of the call. Calling a command is the consent: the hosts are contacted at once. */
export function probeOptions(
  written: Partial<Written>,
  resolvers: readonly Resolver[],
): { readonly kind: 'options'; readonly options: ProbeOptions } | Refusal {
  const problems: Refusal[] = [];
  const read = <T extends { readonly kind: string }>(name: keyof Written, parse: (text: string) => T | Refusal): T | undefined => {
    const text = written[name];
    if (typeof text !== 'string') return undefined;
    const value = parse(text);
    if (value.kind !== 'refused') return value as T;
    problems.push(refuse(`--${name}: ${(value as Refusal).why}`));
    return undefined;
  };
  const number = (name: 'port' | 'pace' | 'timeout', most: number) => read(name, (text) => parseNumber(text, most))?.value;
  const timeout = number('timeout', 300);
  const options: ProbeOptions = {
    server: read('server', parseServer),
    heloName: read('helo', parseDomain),
    sender: read('sender', parseAddress),
    port: number('port', 65_535),
    ipVersion: written.ipv4 ? 4 : written.ipv6 ? 6 : undefined,
    tls: read('tls', parseTls)?.mode,
    proxy: read('proxy', parseProxy),
    pipelining: written.pipeline,
    pace: number('pace', 6000),
    deadlines: timeout === undefined ? undefined : deadlinesFor(timeout * 1000),
    resolvers,
    mayContact: async () => true,
  };
  if (written.ipv4 && written.ipv6) problems.push(refuse('-4 and -6 exclude each other'));
  return problems[0] ?? { kind: 'options', options };
}

const tlsModes: readonly TlsMode[] = ['opportunistic', 'required', 'never', 'immediate'];

function parseTls(text: string): { readonly kind: 'tls'; readonly mode: TlsMode } | Refusal {
  const mode = tlsModes.find((it) => it === text);
  return mode === undefined ? refuse(`TLS is ${tlsModes.join(', ')}, not ${text}`) : { kind: 'tls', mode };
}

function parseNumber(text: string, most: number): { readonly kind: 'number'; readonly value: number } | Refusal {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return 0 < value && value <= most ? { kind: 'number', value } : refuse(`a whole number from 1 to ${most} belongs here, not ${text}`);
}
