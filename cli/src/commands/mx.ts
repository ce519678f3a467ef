import { parseDomain } from '../../../client/src/net/domain.ts';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import { compareAnswers } from '../../../client/src/net/mxCompare.ts';
import { renderMx } from '../../../client/src/net/render.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { type ExitCode, jsonLine, refuse, wordsOf } from '../io.ts';
import { resolversOf } from '../network.ts';
import { readOptions } from '../options.ts';
import type { Parts } from '../systems.ts';

/** postmaster mx: the mail exchangers of each domain, at each resolver. */
export async function mx(args: readonly string[], { io }: Pick<Parts, 'io'>): Promise<ExitCode> {
  const read = readOptions(args, {
    resolver: { type: 'string', multiple: true, default: [] },
    authoritative: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { resolver, authoritative, json } = read.values;
  if (read.words.length === 0) return refuse(io, 'mx needs a domain, or - for domains on standard input');
  const found = resolversOf(resolver);
  if (found.kind === 'refused') return refuse(io, found.why);
  let res: ExitCode = 0;
  let wasRefused = false;
  for await (const word of wordsOf(read.words, io)) {
    const domain = parseDomain(word);
    if (domain.kind === 'refused') {
      refuse(io, `${word}: ${domain.why}`);
      wasRefused = true;
      continue;
    }
    // Whoever names a resolver inside a private network means the name servers there too.
    const answers = await lookUpMx(domain, found.resolvers, { authoritative, allowPrivateAddresses: 0 < resolver.length });
    if (show(answers)) res = 1;
  }
  return wasRefused ? 2 : res;

  /** True where something is wrong with the answers. */
  function show(answers: readonly MxAnswer[]): boolean {
    const common = compareAnswers(answers);
    for (const it of answers) io.out(json ? jsonLine(asJson(it)) : renderMx(it));
    if (!json) for (const it of common) io.out(`  ${it.severity}: ${it.message} (${it.id})\n`);
    return [...answers.flatMap((it) => it.findings), ...common].some((it) => it.severity !== 'info');
  }
}

function asJson({ domain, resolver, authoritative, rcode, records, findings, notes, ms }: MxAnswer): object {
  return { domain, resolver, authoritative, rcode, records, findings, notes, ms };
}
