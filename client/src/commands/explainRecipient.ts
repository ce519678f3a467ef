import { window } from 'vscode';
import type { Command } from './app.ts';
import { pickAddress } from './pickAddress.ts';
import { parseRecipients } from './recipients.ts';
import { refused, runQuestion } from './runQuestion.ts';
import { addressAtCursor } from './textAtCursor.ts';

/** Explain Recipient…: the route of an address through the open configurations. It reads files only. */
export const explainRecipient: Command = async ({ panel, server }, argument) => {
  const text = typeof argument === 'string' ? argument : await askAddress(server.addresses());
  if (text === undefined) return;
  const [address = text, ...others] = addressesOf(text);
  await runQuestion(panel, { kind: 'explain', address }, `Following ${address}`, async () => {
    if (0 < others.length) return refused('one address at a time can be followed', 'Name one address');
    const began = performance.now();
    const file = window.activeTextEditor?.document.uri.toString();
    const systems = await server.explain({ address, ...(file === undefined ? {} : { file }) });
    return { kind: 'explain', systems, ms: Math.round(performance.now() - began) };
  });
};

function askAddress(offered: Promise<readonly string[]>): Promise<string | undefined> {
  return pickAddress({
    title: 'Explain Recipient',
    placeholder: 'name@example.com',
    value: addressAtCursor(),
    check: (text) => {
      const recipients = parseRecipients(text);
      if (recipients.kind === 'refused') return recipients.why;
      return recipients.addresses.length === 1 ? undefined : 'one address at a time can be followed';
    },
    offered,
  });
}

function addressesOf(text: string): readonly string[] {
  const recipients = parseRecipients(text);
  return recipients.kind === 'refused' ? [] : recipients.addresses.map((it) => it.text);
}
