import { type Domain, parseDomain } from '../net/domain.ts';
import { type LookUpOptions, lookUpMx as lookUp } from '../net/mx.ts';
import { compareAnswers } from '../net/mxCompare.ts';
import type { Outcome } from '../panel/messages.ts';
import type { Command } from './app.ts';
import { askText } from './askText.ts';
import { openNetwork } from './network.ts';
import { refused, runQuestion } from './runQuestion.ts';
import { domainAtCursor } from './textAtCursor.ts';

/** Look Up MX…: the mail exchangers of a domain at every resolver and at its own name servers, side by side. */
export const lookUpMx: Command = async ({ panel, server }, argument) => {
  const text = typeof argument === 'string' ? argument : await askDomain();
  if (text === undefined) return;
  const domain = readDomain(text);
  await runQuestion(panel, { kind: 'mx', domain: text }, `Looking up the MX of ${text}`, async (signal, progress) => {
    if (domain.kind === 'refused') return refused(`nothing was asked: ${domain.why}`, 'Correct the domain, then look it up');
    // Whether the records lead to the server that is configured here can only be told where a configuration takes the domain.
    const systems = await server.explain({ address: `postmaster@${domain.ascii}` });
    const self = systems.find((it) => 0 < it.claims.length)?.self;
    return ask(domain, { signal, progress, ...(self ? { self } : {}) });
  });
};

async function ask(domain: Domain, options: Pick<LookUpOptions, 'signal' | 'progress' | 'self'>): Promise<Outcome> {
  const network = openNetwork();
  if (network.kind === 'refused') return network.outcome;
  const { resolvers, settings, from } = network;
  const began = performance.now();
  const answers = await lookUp(domain, resolvers, {
    ...options,
    authoritative: true,
    allowPrivateAddresses: settings.allowPrivateAddresses,
  });
  return { kind: 'mx', answers, findings: compareAnswers(answers), from, ms: Math.round(performance.now() - began) };
}

function askDomain(): Promise<string | undefined> {
  return askText({
    title: 'Look Up MX',
    prompt: 'A domain, or an address in it',
    placeholder: 'example.com',
    value: domainAtCursor(),
    check: (text) => {
      const domain = readDomain(text);
      return domain.kind === 'refused' ? domain.why : undefined;
    },
  });
}

/** A whole address is taken too: its domain is what was meant. */
function readDomain(text: string): ReturnType<typeof parseDomain> {
  return parseDomain(text.slice(text.lastIndexOf('@') + 1));
}
