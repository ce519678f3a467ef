import { isIP } from 'node:net';
import { type Domain, parseDomain } from '../../../client/src/net/domain.ts';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import { compareAnswers, propagation } from '../../../client/src/net/mxCompare.ts';
import type { Self } from '../../../client/src/net/mxSelf.ts';
import type { Refusal } from '../../../client/src/net/refusal.ts';
import { renderMx } from '../../../client/src/net/render.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { inOrder } from '../inOrder.ts';
import { type ExitCode, jsonLine, refuse, wordsOf } from '../io.ts';
import { resolversOf } from '../network.ts';
import { readOptions } from '../options.ts';
import type { Parts } from '../systems.ts';

/** Each domain asks up to eight questions at a time, and a resolver for many people bears this many domains. */
const atOnce = 20;

/** postmaster mx: the mail exchangers of each domain, at each resolver. */
export async function mx(args: readonly string[], { io }: Pick<Parts, 'io'>): Promise<ExitCode> {
  const read = readOptions(args, {
    resolver: { type: 'string', multiple: true, default: [] },
    authoritative: { type: 'boolean', default: false },
    self: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { resolver, authoritative, json } = read.values;
  if (read.words.length === 0) return refuse(io, 'mx needs a domain, or - for domains on standard input');
  const found = resolversOf(resolver);
  if (found.kind === 'refused') return refuse(io, found.why);
  const self = readSelf(read.values.self);
  if (self?.kind === 'refused') return refuse(io, `--self: ${self.why}`);
  let res: ExitCode = 0;
  let wasRefused = false;
  // Whoever names a resolver inside a private network means the name servers there too.
  const options = { authoritative, allowPrivateAddresses: 0 < resolver.length, self };
  const { words } = read;
  await inOrder(domains(), atOnce, (domain) => lookUpMx(domain, found.resolvers, options), show);
  return wasRefused ? 2 : res;

  async function* domains(): AsyncGenerator<Domain> {
    for await (const word of wordsOf(words, io)) {
      const domain = parseDomain(word);
      if (domain.kind === 'domain') yield domain;
      else wasRefused = refuse(io, `${word}: ${domain.why}`) === 2;
    }
  }

  function show(answers: readonly MxAnswer[]): void {
    const common = compareAnswers(answers);
    const older = propagation(answers)?.older ?? [];
    for (const it of answers) io.out(json ? jsonLine(asJson(it, older.find(({ answer }) => answer === it)?.seconds)) : renderMx(it));
    if (!json) for (const it of common) io.out(`  ${it.severity}: ${it.message} (${it.id})\n`);
    if ([...answers.flatMap((it) => it.findings), ...common].some((it) => it.severity !== 'info')) res = 1;
  }
}

/** The server that the MX records are expected to name, by its names and addresses; undefined where none is given. */
function readSelf(words: readonly string[]): ({ readonly kind: 'self' } & Self) | Refusal | undefined {
  if (words.length === 0) return undefined;
  const names: string[] = [];
  for (const word of words.filter((it) => isIP(it) === 0)) {
    const name = parseDomain(word);
    if (name.kind === 'refused') return name;
    names.push(name.ascii);
  }
  return { kind: 'self', names, addresses: words.filter((it) => isIP(it) !== 0) };
}

/** `olderFor`: this resolver still has what the zone said before, for that many seconds at most. */
function asJson(answer: MxAnswer, olderFor: number | undefined): object {
  const { domain, resolver, authoritative, rcode, records, findings, notes, negativeTtl, serial, authentic, server, strays, ms } = answer;
  return { domain, resolver, authoritative, rcode, records, findings, notes, negativeTtl, serial, authentic, server, strays, olderFor, ms };
}
