import type { Delivery } from '../../../core/trace.ts';
import { expand } from '../expand/expand.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Account, deliveringAs, whyNoAccount } from './account.ts';
import type { Address } from './address.ts';
import { type Context, scopeOf } from './context.ts';
import { handOver } from './handOver.ts';
import type { Child, Routed } from './results.ts';
import { isOn, valueOf } from './settings.ts';

/** What a transport makes of a message. */
export interface Outcome extends Pick<Delivery, 'outcome' | 'why' | 'handedTo' | 'handedAs'> {
  /** A mistake of the configuration: the message waits for ever, whatever the retry rules say. */
  readonly isStuck?: true;
}

type Taken = Extract<Routed, { readonly kind: 'taken' }>;

/** What becomes of an address that a router hands to a transport. */
export function outcomeOf(taken: Taken, address: Address, context: Context): Outcome {
  const { router, nexthop, values } = taken;
  const transport = transportNamed(taken.transport, context);
  if (!transport) return { outcome: 'deferred', why: `the router ${router} names no transport` };
  if (transport.driver === 'smtp') {
    const why = nexthop === '' ? whyNoHosts(transport, values, context) : undefined;
    if (why !== undefined) return { outcome: 'deferred', why, isStuck: true };
    const handed = handOver(transport, address, taken, context);
    const over = handed.handedTo ? 'LMTP' : 'SMTP';
    return { outcome: 'forwarded', why: nexthop === '' ? `over ${over}` : `over ${over} to ${nexthop}`, ...handed };
  }
  const from = context.system.configuration.routers.find((it) => it.name.text === router);
  const account = deliveringAs(transport, from, values, context);
  const why = whyNoAccount(account, transport, from, context) ?? whyNoFolder(transport, values, account);
  if (why !== undefined) return { outcome: 'deferred', why };
  switch (transport.driver) {
    case 'lmtp':
      return { outcome: 'unknown', why: 'the mailbox server behind the socket decides', ...handOver(transport, address, taken, context) };
    case 'pipe':
      return toCommand(transport, values, context);
    case 'appendfile':
      return toFile(transport, account, values, context);
    default:
      return { outcome: 'delivered', why: `by the transport ${taken.transport}` };
  }
}

/** What becomes of a command or a file that a redirection names. */
export function outcomeOfPlace(child: Exclude<Child, { readonly kind: 'address' }>, router: string, context: Context): Outcome {
  if (child.isForbidden) return { outcome: 'bounced', why: `delivery to ${child.kind} forbidden` };
  if (child.transport === undefined)
    return { outcome: 'deferred', why: `the router ${router} names no transport for a ${child.kind}`, isStuck: true };
  const transport = transportNamed(child.transport, context);
  if (!transport) return { outcome: 'deferred', why: `there is no transport ${child.transport}` };
  const from = context.system.configuration.routers.find((it) => it.name.text === router);
  const account = deliveringAs(transport, from, {}, context);
  const why = whyNoAccount(account, transport, from, context);
  if (why !== undefined) return { outcome: 'deferred', why };
  if (child.kind === 'file') {
    if (!child.text.startsWith('/')) return { outcome: 'deferred', why: `"${child.text}" is no absolute path` };
    return belowHomeOfOther(child.text, account) ?? { outcome: 'delivered', why: 'to a file' };
  }
  const command = /^\|\s*"?([^\s"]*)/.exec(child.text)?.[1] ?? '';
  // Names without a slash are looked for in the path of the transport.
  return /^[^/]+\//.test(command) ? { outcome: 'bounced', why: `there is no command "${command}"` } : UNSEEN_COMMAND;
}

const UNSEEN_COMMAND: Outcome = { outcome: 'unknown', why: 'the command decides: mail bounces where it fails' };

function transportNamed(name: string, { system }: Context): Driver | undefined {
  return system.configuration.transports.find((it) => it.name.text === name);
}

/** Local deliveries begin in the home of the user. Debian gives /nonexistent to those who have none: Debian Policy 9.2.3. */
function whyNoFolder(transport: Driver, { home }: Values, account: Account | undefined): string | undefined {
  if (valueOf(transport, 'current_directory') ?? valueOf(transport, 'home_directory')) return undefined;
  if (home === '/nonexistent') return 'the home of the user does not exist, and deliveries begin there';
  // Nobody else may enter it.
  const isOther = account === undefined || (account.kind === 'user' && account.uid !== '0');
  return home === '/root' && isOther ? 'deliveries begin in the home of the user, and only root may enter /root' : undefined;
}

/** Who may write below the home of a user, other than that user, no file tells. */
function belowHomeOfOther(path: string, account: Account | undefined): Outcome | undefined {
  const owner = /^\/home\/([^/]+)\//.exec(path)?.[1];
  if (owner === undefined || account?.kind === 'unknown' || (account?.kind === 'user' && account.name === owner)) return undefined;
  const writer = account?.kind === 'user' ? account.name : 'Exim';
  return { outcome: 'unknown', why: `whether ${writer} may write to ${path} is not in the files` };
}

/** Why a transport has no hosts to send to, where its router names none. Source: smtp_transport_entry() of transports/smtp.c. */
function whyNoHosts(transport: Driver, values: Values, context: Context): string | undefined {
  const name = transport.name.text;
  const source = valueOf(transport, 'hosts');
  if (!source) return `neither the router nor the transport ${name} names a host`;
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'error') return expansion.why;
  if (expansion.kind !== 'value') return expansion.kind === 'forced-fail' ? `the hosts of ${name} are forced to fail` : undefined;
  if (expansion.tainted) return `the hosts of ${name} are made of what the sender gave, so Exim connects to none of them`;
  return expansion.value.text.trim() === '' ? `the hosts of ${name} are empty` : undefined;
}

/** No word of a command may be what a sender gave, unless a shell takes it apart: the message bounces. Asked of Exim 4.96. */
function toCommand(transport: Driver, values: Values, context: Context): Outcome {
  const name = transport.name.text;
  const source = valueOf(transport, 'command');
  if (!source) return { outcome: 'deferred', why: `the transport ${name} has no command` };
  if (isOn(transport, 'use_shell', false)) return UNSEEN_COMMAND;
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'value' && expansion.tainted)
    return { outcome: 'bounced', why: `the command of ${name} is made of what the sender gave, so Exim does not run it` };
  if (expansion.kind === 'error') return { outcome: 'deferred', why: expansion.why, isStuck: true };
  return UNSEEN_COMMAND;
}

/** A path that is made of what a sender gave is never opened: the message waits for ever. Asked of Exim 4.96. */
function toFile(transport: Driver, account: Account | undefined, values: Values, context: Context): Outcome {
  const name = transport.name.text;
  const option = valueOf(transport, 'file') ? 'file' : 'directory';
  const source = valueOf(transport, option);
  if (!source) return { outcome: 'deferred', why: `the transport ${name} names neither a file nor a directory`, isStuck: true };
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'error') return { outcome: 'deferred', why: expansion.why, isStuck: true };
  if (expansion.kind === 'forced-fail') return { outcome: 'deferred', why: `the ${option} of ${name} is forced to fail`, isStuck: true };
  if (expansion.kind !== 'value') return { outcome: 'delivered', why: `by the transport ${name}` };
  const path = expansion.value.text.trim();
  if (expansion.tainted && !isMadeBelow(transport, path, values))
    return {
      outcome: 'deferred',
      why: `the ${option} of ${name} is made of what the sender gave, so Exim does not open it`,
      isStuck: true,
    };
  if (!path.startsWith('/')) return { outcome: 'deferred', why: `the ${option} of ${name}, "${path}", is no absolute path` };
  if (option === 'file' && path.endsWith('/')) return { outcome: 'deferred', why: `the file of ${name}, "${path}", is a folder` };
  return belowHomeOfOther(path, account) ?? { outcome: 'delivered', why: `by the transport ${name}` };
}

/** create_file allows a path below the folder that it names, or below the home of the user, whoever gave its words. */
function isMadeBelow(transport: Driver, path: string, { home }: Values): boolean {
  const limit = valueOf(transport, 'create_file')?.text.trim();
  const folder = limit === 'belowhome' ? (valueOf(transport, 'home_directory')?.text ?? home) : limit;
  return typeof folder === 'string' && folder.startsWith('/') && path.startsWith(`${folder}/`) && !path.includes('/../');
}
