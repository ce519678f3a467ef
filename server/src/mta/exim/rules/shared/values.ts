import type { Sourced } from '../../../../core/sourced.ts';
import type { ListKind } from '../../syntax/blocks.ts';
import type { Exim } from '../../system.ts';

/** A value that Exim expands or asks as a list while it handles an address. */
export interface Value {
  /** Undefined where it is no list. */
  readonly kind: ListKind | undefined;
  readonly value: Sourced;
  readonly owner: 'list' | 'router' | 'acl';
}

/** Options of all routers and conditions of ACLs that are lists, by the kind of their named lists. */
const LISTS: Readonly<Record<string, ListKind>> = {
  domains: 'domain',
  sender_domains: 'domain',
  local_parts: 'localpart',
  senders: 'address',
  recipients: 'address',
  hosts: 'host',
};

/** What named lists, ACLs, routers and the options that name ACLs say, one value after the other. */
export function* valuesOf(system: Exim): Generator<Value> {
  const { main, lists, routers, acls } = system.configuration;
  for (const { name, value } of main)
    if (/^acl_smtp_(connect|helo|mail|rcpt)$/.test(name.text)) yield { kind: undefined, value, owner: 'acl' };
  for (const { kind, value } of lists) yield { kind, value, owner: 'list' };
  for (const { settings } of routers) for (const { name, value } of settings) yield { kind: LISTS[name.text], value, owner: 'router' };
  for (const { statements } of acls)
    for (const { conditions } of statements)
      for (const { name, value } of conditions) yield { kind: LISTS[name.text], value, owner: 'acl' };
}
