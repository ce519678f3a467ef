import { setTimeout as sleep } from 'node:timers/promises';
import { type Address, parseAddress } from '../../../client/src/net/address.ts';
import { byRecipient } from '../../../client/src/net/exchanges.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import { redacted } from '../../../client/src/net/redact.ts';
import { renderProbe, renderTranscript } from '../../../client/src/net/render.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { askTwice } from '../../../client/src/net/retest.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';
import { type ExitCode, jsonLine, note, refuse, wordsOf } from '../io.ts';
import { resolversOf } from '../network.ts';
import { readOptions } from '../options.ts';
import { probeOptions, probingOptions } from '../probing.ts';
import type { Parts } from '../systems.ts';

/** postmaster probe: asks the mail exchangers with RCPT TO. Calling it is the consent: the hosts are contacted at once. */
export async function probe(args: readonly string[], { io }: Pick<Parts, 'io'>): Promise<ExitCode> {
  const read = readOptions(args, {
    ...probingOptions,
    retest: { type: 'boolean', default: false },
    redact: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { server, resolver, pace, retest, redact, json } = read.values;
  if (read.words.length === 0) return refuse(io, 'probe needs an address, or - for addresses on standard input');
  const resolvers = resolversOf(resolver);
  if (resolvers.kind === 'refused' && server === undefined) return refuse(io, resolvers.why);
  const asked = probeOptions(read.values, resolvers.kind === 'refused' ? [] : resolvers.resolvers);
  if (asked.kind === 'refused') return refuse(io, asked.why);

  const addresses: Address[] = [];
  let wasRefused = false;
  for await (const word of wordsOf(read.words, io)) {
    const address = parseAddress(word);
    if (address.kind === 'refused') {
      refuse(io, `${word}: ${address.why}`);
      wasRefused = true;
    } else addresses.push(address);
  }
  // Whoever has to wait wants to know what for.
  const progress = (message: string): void => note(io, message);
  const options = pace === undefined ? asked.options : { ...asked.options, progress };
  const ask = (some: readonly Address[]): Promise<readonly ProbeResult[]> => probeRecipient(some, options);
  const results = retest ? await askTwice(addresses, ask, { wait: sleep, progress }) : await ask(addresses);
  const shown = (redact ? redacted(results) : results).map(inWordsOfTheCall);
  const groups = conversations(shown);
  if (json) for (const it of shown) io.out(jsonLine(asJson(it, groups)));
  else for (const [transcript, group] of groups) io.out(`${group.results.map(renderProbe).join('')}${renderTranscript(transcript)}`);
  if (wasRefused) return 2;
  return results.every((it) => good.includes(it.verdict)) ? 0 : 1;
}

/** A pipeline that asks wants a yes: no answer, and one that proves nothing, are findings too. */
const good: readonly ProbeVerdict[] = ['exists', 'accepts-all'];

/** The command line has no settings: here a private address is allowed by naming the server. */
function inWordsOfTheCall(result: ProbeResult): ProbeResult {
  return result.failure === 'withheld' ? { ...result, next: ['Name the server with --server'] } : result;
}

interface Conversation {
  readonly results: ProbeResult[];
  /** What of it concerns one recipient. */
  readonly linesOf: ReturnType<typeof byRecipient>;
}

/** Recipients that were asked together share a conversation: to people it is shown once, behind their verdicts. */
function conversations(results: readonly ProbeResult[]): ReadonlyMap<ProbeResult['transcript'], Conversation> {
  const asked = new Set(results.map((it) => it.address));
  const groups = new Map<ProbeResult['transcript'], Conversation>();
  for (const it of results) {
    const group = groups.get(it.transcript);
    if (group) group.results.push(it);
    else groups.set(it.transcript, { results: [it], linesOf: byRecipient(it.transcript, asked) });
  }
  return groups;
}

/** A line of JSON stands for itself, so it has no more of the conversation than what concerns its recipient. */
function asJson(
  { address, mx, ip, port, verdict, code, enhanced, text, says, failure, notes, next, transcript: whole, ms }: ProbeResult,
  groups: ReturnType<typeof conversations>,
): object {
  const transcript = groups.get(whole)?.linesOf(address) ?? whole;
  return { address, mx, ip, port, verdict, code, enhanced, text, says, failure, notes, next, transcript, ms };
}
