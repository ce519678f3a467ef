import { parseAddress } from '../../client/src/net/address.ts';
import { parseDomain } from '../../client/src/net/domain.ts';
import { parseServer, type Resolver } from '../../client/src/net/endpoint.ts';
import type { ProbeOptions } from '../../client/src/net/probeOptions.ts';
import type { Refusal } from '../../client/src/net/refusal.ts';

/** The options of every command that asks mail servers. */
export const probingOptions = {
  server: { type: 'string' },
  resolver: { type: 'string', multiple: true, default: [] as string[] },
  helo: { type: 'string' },
  sender: { type: 'string' },
} as const;

interface Written {
  readonly server?: string | undefined;
  readonly helo?: string | undefined;
  readonly sender?: string | undefined;
}

/** Reads the options of the call. Calling a command is the consent: the hosts are contacted at once. */
export function probeOptions(
  { server, helo, sender }: Written,
  resolvers: readonly Resolver[],
): { readonly kind: 'options'; readonly options: ProbeOptions } | Refusal {
  const options = { server: optional(server, parseServer), heloName: optional(helo, parseDomain), sender: optional(sender, parseAddress) };
  for (const [name, it] of Object.entries(options))
    if (it?.kind === 'refused') return { kind: 'refused', why: `--${name.replace('Name', '')}: ${it.why}` };
  return {
    kind: 'options',
    options: {
      server: accepted(options.server),
      heloName: accepted(options.heloName),
      sender: accepted(options.sender),
      resolvers,
      mayContact: async () => true,
    },
  };
}

function optional<T>(text: string | undefined, parse: (text: string) => T | Refusal): T | Refusal | undefined {
  return text === undefined ? undefined : parse(text);
}

function accepted<T extends { readonly kind: string }>(it: T | Refusal | undefined): T | undefined {
  return it === undefined || it.kind === 'refused' ? undefined : (it as T);
}
