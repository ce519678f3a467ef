import { type Memento, window, workspace } from 'vscode';
import { scopeOf } from './net/ip.ts';

/** Nothing goes to a mail server before the person said so for that server. */

const key = 'postmaster.mayContact';

export interface Contact {
  readonly host: string;
  readonly ip: string;
  readonly port: number;
  /** How many addresses are asked about. */
  readonly recipients: number;
  /** Offered where the server refuses the null sender. */
  readonly sender?: string | undefined;
}

/** Asks once for each host and remembers a yes. A host that leads into a local network is asked for again, for each address of it. */
export async function mayContact(memory: Memento, contact: Contact): Promise<boolean> {
  if (!workspace.isTrusted) return false;
  const name = nameOf(contact);
  if (remembered(memory).includes(name)) return true;
  const answer = await window.showWarningMessage(`Probe ${contact.host}?`, { modal: true, detail: statement(contact) }, 'Probe');
  if (answer !== 'Probe') return false;
  await memory.update(key, [...remembered(memory), name]);
  return true;
}

/** Returns how many hosts were forgotten. */
export async function forgetConsent(memory: Memento): Promise<number> {
  const count = remembered(memory).length;
  await memory.update(key, undefined);
  return count;
}

function remembered(memory: Memento): readonly string[] {
  return memory.get<readonly string[]>(key, []);
}

/** A public host is known by its name. A name that suddenly leads to a local address (DNS rebinding) is another contact. */
function nameOf({ host, ip }: Contact): string {
  return scopeOf(ip).kind === 'global' ? host.toLowerCase() : `${host.toLowerCase()} ${ip}`;
}

function statement({ host, ip, port, recipients, sender }: Contact): string {
  const scope = scopeOf(ip);
  const local = scope.kind === 'global' ? '' : `\n\n${ip} is a local address: ${scope.words}.`;
  const who = recipients === 1 ? 'the recipient' : `${recipients} recipients and`;
  const other = sender === undefined ? '' : ` or, where that is refused, MAIL FROM:<${sender}>`;
  const made = recipients === 1 ? ' and a made-up one' : ' a made-up one';
  return (
    `Postmaster connects to ${host} [${ip}] port ${port} and says EHLO, STARTTLS where that is offered, MAIL FROM:<>${other}, RCPT TO for ${who}${made}, RSET and QUIT. ` +
    `It never sends a message.\n\nThe server sees your IP address, may log the questions, and may block clients that ask many.${local}`
  );
}
