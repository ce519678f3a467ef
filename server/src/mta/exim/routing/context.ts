import { STRANGER } from '../../../core/trace.ts';
import { SILENT, type Trail } from '../../../core/trail.ts';
import type { Scope, Variable } from '../expand/scope.ts';
import { tainted, type Values, variablesOf } from '../expand/variables.ts';
import type { ListKind } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import type { Address } from './address.ts';

/** How an address is routed: to deliver, or only to see whether it could be. */
export interface Context {
  readonly system: Exim;
  readonly view: 'verify' | 'verify sender' | 'deliver';
  readonly trail: Trail;
  /** The IP address of the client; empty for a message that came over no network. */
  readonly client: string;
  /** Whether the sender is one whom no list knows; absent: anybody. */
  readonly isStranger?: true;
}

/** The sender of the messages that are asked about: nobody knows who will write. */
export const SENDER = 'sender@sender.test';

/** What a stranger says his name is. */
const HELO = 'client.test';

/** How the routers are asked on behalf of a stranger, without a record of the way. */
export function silently(system: Exim, view: Context['view']): Context {
  return { system, view, client: STRANGER, trail: SILENT };
}

/** What strings of this configuration may ask, while an address is handled. */
export function scopeOf({ system, client, view }: Pick<Context, 'system' | 'client'> & Partial<Context>, values: Values): Scope {
  const { configuration, lookups, options } = system;
  const known: Record<string, string> = {};
  if (options.primaryHostname !== undefined) known['primary_hostname'] = options.primaryHostname;
  if (options.qualifyDomain !== undefined) known['qualify_domain'] = options.qualifyDomain;
  if (options.qualifyRecipient !== undefined) known['qualify_recipient'] = options.qualifyRecipient;
  const senderAt = SENDER.lastIndexOf('@');
  const all: Values = {
    ...known,
    sender_host_address: client,
    sender_helo_name: tainted(client === '' ? '' : HELO),
    // Nothing is encrypted.
    tls_cipher: '',
    tls_in_cipher: '',
    // The question is about the first recipient of a message.
    rcpt_count: '1',
    recipients_count: '0',
    rcpt_defer_count: '0',
    rcpt_fail_count: '0',
    sender_address: tainted(SENDER),
    sender_address_local_part: tainted(SENDER.slice(0, senderAt)),
    sender_address_domain: tainted(SENDER.slice(senderAt + 1)),
    ...values,
  };
  const isBeforeData = view !== undefined && view !== 'deliver';
  const list = (kind: ListKind, name: string) => configuration.list(kind, name);
  return { variable: variablesOf(all), list, tables: lookups, ...(isBeforeData && { isBeforeData }) };
}

/** The variables of an address. Where a sender gave it, Exim opens no file by their names. */
export function addressValues(address: Address, original: Address = { ...address, localPart: address.localPart.toLowerCase() }): Values {
  return {
    local_part: valueOf(address, address.localPart.toLowerCase()),
    domain: valueOf(address, address.domain),
    original_local_part: valueOf(original, original.localPart),
    original_domain: valueOf(original, original.domain),
  };
}

/** A text that is part of an address. */
export function valueOf({ isTrusted }: Address, text: string): Variable {
  return { kind: 'value', text, tainted: !isTrusted };
}
