import { isIP } from 'node:net';
import { gather, type Sources } from '../../../client/src/diagnose/gather.ts';
import { judge } from '../../../client/src/diagnose/judge.ts';
import { networkSources } from '../../../client/src/diagnose/network.ts';
import { renderDiagnosis } from '../../../client/src/diagnose/render.ts';
import { parseAddress } from '../../../client/src/net/address.ts';
import { explained } from '../../../server/src/lsp/explained.ts';
import { chooseSystem } from '../chooseSystem.ts';
import { type ExitCode, jsonLine, note, refuse } from '../io.ts';
import { resolversOf } from '../network.ts';
import { readOptions } from '../options.ts';
import { probeOptions, probingOptions } from '../probing.ts';
import { openSystems, type Parts } from '../systems.ts';

/** A stranger to every server: an address of TEST-NET-3. */
const stranger = '203.0.113.9';

/** postmaster diagnose: configuration, DNS and servers about one recipient, and one conclusion. Calling it is the consent. */
export async function diagnose(args: readonly string[], parts: Parts): Promise<ExitCode> {
  const { io } = parts;
  const read = readOptions(args, {
    ...probingOptions,
    root: { type: 'string' },
    config: { type: 'string' },
    client: { type: 'string', default: stranger },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { root, config, client, json, resolver, server } = read.values;
  const [word, ...others] = read.words;
  if (word === undefined || 0 < others.length) return refuse(io, 'diagnose takes one address');
  if (isIP(client) === 0) return refuse(io, `--client takes an IP address, not ${client}`);
  const address = parseAddress(word);
  if (address.kind === 'refused') return refuse(io, `${word}: ${address.why}`);
  const resolvers = resolversOf(resolver);
  if (resolvers.kind === 'refused' && server === undefined) return refuse(io, resolvers.why);
  const options = probeOptions(read.values, resolvers.kind === 'refused' ? [] : resolvers.resolvers);
  if (options.kind === 'refused') return refuse(io, options.why);
  const explain = explainer({ root, config, client }, parts);
  if (typeof explain === 'string') return refuse(io, explain);

  const diagnosis = judge(await gather(address, { ...networkSources(options.options), explain }));
  io.out(json ? jsonLine(diagnosis) : renderDiagnosis(diagnosis));
  return diagnosis.tone === 'good' || diagnosis.tone === 'plain' ? 0 : 1;
}

/** What the configuration predicts; without one, nothing. A sentence where the call names one that cannot be read. */
function explainer(
  { root, config, client }: { readonly root?: string | undefined; readonly config?: string | undefined; readonly client: string },
  parts: Parts,
): Sources['explain'] | string {
  const { io } = parts;
  const opened = openSystems({ root, config }, [io.cwd], parts);
  if (opened.kind === 'refused') return opened.why;
  const { snapshot, nameOf } = opened;
  if (snapshot.systems.length === 0) {
    if (root !== undefined || config !== undefined) return 'there is no mail system here';
    return async () => [];
  }
  const view = chooseSystem(snapshot, root !== undefined);
  if (typeof view === 'string') {
    note(io, view);
    return async () => [];
  }
  return async (address) => [explained(view, view.explain(address, client), snapshot, nameOf)];
}
