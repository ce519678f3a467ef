import { mayContact } from '../consent.ts';
import type { Address } from '../net/address.ts';
import { probeRecipient as probe } from '../net/probe.ts';
import type { Outcome } from '../panel/messages.ts';
import type { App, Command } from './app.ts';
import { askText } from './askText.ts';
import { openNetwork } from './network.ts';
import { parseRecipients } from './recipients.ts';
import { refused, runQuestion } from './runQuestion.ts';
import { addressAtCursor } from './textAtCursor.ts';

/** Probe Recipient…: asks the mail exchangers with RCPT TO whether they take mail for one or several recipients. Never sends a message. */
export const probeRecipient: Command = async (app, argument) => {
  const text = typeof argument === 'string' ? argument : await askRecipients(app);
  if (text === undefined) return;
  const recipients = parseRecipients(text);
  if (recipients.kind === 'refused') {
    const why = refused(`nothing was asked: ${recipients.why}`, 'Correct the address, then probe it');
    return runQuestion(app.panel, { kind: 'probe', addresses: [text] }, `Probing ${text}`, async () => why);
  }
  const { addresses } = recipients;
  const names = addresses.map((it) => it.text);
  const title = names.length === 1 ? `Probing ${names[0]}` : `Probing ${names.length} recipients`;
  return runQuestion(app.panel, { kind: 'probe', addresses: names }, title, (signal, progress) => ask(app, addresses, signal, progress));
};

async function ask(
  { memory }: App,
  addresses: readonly Address[],
  signal: AbortSignal,
  progress: (message: string) => void,
): Promise<Outcome> {
  const network = openNetwork();
  if (network.kind === 'refused') return network.outcome;
  const { resolvers, from, settings } = network;
  const { heloName, sender, port, deadlines, allowPrivateAddresses } = settings;
  const began = performance.now();
  const results = await probe(addresses, {
    resolvers,
    heloName,
    sender,
    port,
    deadlines,
    allowPrivateAddresses,
    mayContact: (host, ip) => mayContact(memory, { host, ip, port, recipients: addresses.length }),
    signal,
    progress,
  });
  return { kind: 'probe', results, from, ms: Math.round(performance.now() - began) };
}

function askRecipients({ server }: App): Promise<string | undefined> {
  return askText({
    title: 'Probe Recipient',
    prompt: 'One or more addresses, separated by blanks or commas',
    placeholder: 'name@example.com',
    value: addressAtCursor(),
    check: (text) => {
      const recipients = parseRecipients(text);
      return recipients.kind === 'refused' ? recipients.why : undefined;
    },
    choices: () => server.addresses(),
    takesSeveral: true,
  });
}
