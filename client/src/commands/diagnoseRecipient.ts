import { window } from 'vscode';
import { mayContact } from '../consent.ts';
import { withoutExtension } from '../diagnose/evidence.ts';
import { gather } from '../diagnose/gather.ts';
import { judge } from '../diagnose/judge.ts';
import { networkSources } from '../diagnose/network.ts';
import { type Address, parseAddress } from '../net/address.ts';
import type { Outcome } from '../panel/messages.ts';
import type { App, Command } from './app.ts';
import { openNetwork } from './network.ts';
import { pickAddress } from './pickAddress.ts';
import { refused, runQuestion } from './runQuestion.ts';
import { addressAtCursor } from './textAtCursor.ts';

/** Diagnose Recipient…: configuration, DNS and servers about one recipient, and one conclusion with the fix. Never sends a message. */
export const diagnoseRecipient: Command = async (app, argument) => {
  const text = typeof argument === 'string' ? argument : await askAddress(app);
  if (text === undefined) return;
  const address = parseAddress(text);
  await runQuestion(app.panel, { kind: 'diagnose', address: text }, `Diagnosing ${text}`, async (signal, progress) => {
    if (address.kind === 'refused') return refused(`nothing was asked: ${address.why}`, 'Correct the address, then diagnose it');
    return ask(app, address, signal, progress);
  });
};

async function ask({ server, memory }: App, address: Address, signal: AbortSignal, progress: (message: string) => void): Promise<Outcome> {
  const network = openNetwork();
  if (network.kind === 'refused') return network.outcome;
  const { resolvers, from, settings } = network;
  const recipients = withoutExtension(address.text) === undefined ? 1 : 2;
  const began = performance.now();
  const file = window.activeTextEditor?.document.uri.toString();
  const evidence = await gather(address, {
    ...networkSources({
      ...settings,
      resolvers,
      mayContact: (host, ip) => mayContact(memory, { host, ip, port: settings.port, recipients, sender: settings.sender?.text }),
      signal,
      progress,
    }),
    explain: (it) => server.explain({ address: it, ...(file === undefined ? {} : { file }) }),
  });
  return { kind: 'diagnose', diagnosis: judge(evidence), evidence, from, ms: Math.round(performance.now() - began) };
}

function askAddress({ server }: App): Promise<string | undefined> {
  return pickAddress({
    title: 'Diagnose Recipient',
    placeholder: 'name@example.com',
    value: addressAtCursor(),
    check: (text) => {
      const address = parseAddress(text);
      return address.kind === 'refused' ? address.why : undefined;
    },
    offered: server.addresses(),
  });
}
