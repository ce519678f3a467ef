import { window } from 'vscode';
import { mayContact } from '../consent.ts';
import type { Address } from '../net/address.ts';
import { probeRecipient as probe } from '../net/probe.ts';
import type { Outcome } from '../panel/messages.ts';
import type { App, Command } from './app.ts';
import { askText } from './askText.ts';
import { openNetwork } from './network.ts';
import { offerRetest } from './offerRetest.ts';
import { parseRecipients } from './recipients.ts';
import { refused, runQuestion } from './runQuestion.ts';
import { addressAtCursor } from './textAtCursor.ts';

/** Probe Recipient…: asks the mail exchangers with RCPT TO whether they take mail for one or several recipients. Never sends a message. */
export const probeRecipient: Command = async (app, argument) => {
  const text = typeof argument === 'string' ? argument : await askRecipients(app);
  if (text === undefined) return;
  const recipients = parseRecipients(text, paceOfSettings());
  if (recipients.kind === 'refused') {
    const why = refused(`nothing was asked: ${recipients.why}`, 'Correct the address, then probe it');
    return runQuestion(app.panel, { kind: 'probe', addresses: [text] }, `Probing ${text}`, async () => why);
  }
  const { addresses } = recipients;
  const names = addresses.map((it) => it.text);
  const title = names.length === 1 ? `Probing ${names[0]}` : `Probing ${names.length} recipients`;
  await runQuestion(app.panel, { kind: 'probe', addresses: names }, title, async (signal, progress) => {
    const outcome = await ask(app, addresses, signal, progress);
    if (!signal.aborted) void offerRetest(outcome, (greylisted) => void probeRecipient(app, greylisted));
    return outcome;
  });
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
  const began = performance.now();
  const results = await probe(addresses, {
    ...settings,
    resolvers,
    mayContact: (host, ip) =>
      mayContact(memory, { host, ip, port: settings.port, recipients: addresses.length, sender: settings.sender?.text }),
    signal,
    progress,
  });
  return { kind: 'probe', results, from, ms: Math.round(performance.now() - began) };
}

function askRecipients({ server }: App): Promise<string | undefined> {
  const pace = paceOfSettings();
  return askText({
    title: 'Probe Recipient',
    prompt: 'One or more addresses, separated by blanks or commas',
    placeholder: 'name@example.com',
    value: proposed(pace),
    check: (text) => {
      const recipients = parseRecipients(text, pace);
      return recipients.kind === 'refused' ? recipients.why : undefined;
    },
    choices: () => server.addresses(),
    takesSeveral: true,
  });
}

/** A selection of several lines is a list of recipients; otherwise the address at the cursor is meant. */
function proposed(pace: number | undefined): string {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isSingleLine) return addressAtCursor();
  const recipients = parseRecipients(editor.document.getText(editor.selection), pace);
  return recipients.kind === 'refused' ? '' : recipients.addresses.map((it) => it.text).join(' ');
}

function paceOfSettings(): number | undefined {
  const network = openNetwork();
  return network.kind === 'network' ? network.settings.pace : undefined;
}
