import { type Address, parseAddress } from '../../../client/src/net/address.ts';
import { parseDomain } from '../../../client/src/net/domain.ts';
import { parseServer } from '../../../client/src/net/endpoint.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { Refusal } from '../../../client/src/net/refusal.ts';
import { renderProbe, renderTranscript } from '../../../client/src/net/render.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';
import { type ExitCode, jsonLine, refuse, wordsOf } from '../io.ts';
import { resolversOf } from '../network.ts';
import { readOptions } from '../options.ts';
import type { Parts } from '../systems.ts';

/** postmaster probe: asks the mail exchangers with RCPT TO. Calling it is the consent: the hosts are contacted at once. */
export async function probe(args: readonly string[], { io }: Pick<Parts, 'io'>): Promise<ExitCode> {
  const read = readOptions(args, {
    server: { type: 'string' },
    resolver: { type: 'string', multiple: true, default: [] },
    helo: { type: 'string' },
    sender: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { server, resolver, helo, sender, json } = read.values;
  if (read.words.length === 0) return refuse(io, 'probe needs an address, or - for addresses on standard input');
  const resolvers = resolversOf(resolver);
  if (resolvers.kind === 'refused' && server === undefined) return refuse(io, resolvers.why);
  const options = { server: optional(server, parseServer), heloName: optional(helo, parseDomain), sender: optional(sender, parseAddress) };
  for (const [name, it] of Object.entries(options))
    if (it?.kind === 'refused') return refuse(io, `--${name.replace('Name', '')}: ${it.why}`);

  const addresses: Address[] = [];
  let wasRefused = false;
  for await (const word of wordsOf(read.words, io)) {
    const address = parseAddress(word);
    if (address.kind === 'refused') {
      refuse(io, `${word}: ${address.why}`);
      wasRefused = true;
    } else addresses.push(address);
  }
  const results = await probeRecipient(addresses, {
    server: accepted(options.server),
    heloName: accepted(options.heloName),
    sender: accepted(options.sender),
    resolvers: resolvers.kind === 'refused' ? [] : resolvers.resolvers,
    mayContact: async () => true,
  });
  for (const it of results.map(inWordsOfTheCall))
    io.out(json ? jsonLine(asJson(it)) : `${renderProbe(it)}${renderTranscript(it.transcript)}`);
  if (wasRefused) return 2;
  return results.every((it) => good.includes(it.verdict)) ? 0 : 1;
}

function optional<T>(text: string | undefined, parse: (text: string) => T | Refusal): T | Refusal | undefined {
  return text === undefined ? undefined : parse(text);
}

function accepted<T extends { readonly kind: string }>(it: T | Refusal | undefined): T | undefined {
  return it === undefined || it.kind === 'refused' ? undefined : (it as T);
}

/** A pipeline that asks wants a yes: no answer, and one that proves nothing, are findings too. */
const good: readonly ProbeVerdict[] = ['exists', 'accepts-all'];

/** The command line has no settings: here a private address is allowed by naming the server. */
function inWordsOfTheCall(result: ProbeResult): ProbeResult {
  return result.failure === 'withheld' ? { ...result, next: ['Name the server with --server'] } : result;
}

function asJson({ address, mx, ip, port, verdict, code, enhanced, text, says, failure, next, transcript, ms }: ProbeResult): object {
  return { address, mx, ip, port, verdict, code, enhanced, text, says, failure, next, transcript, ms };
}
