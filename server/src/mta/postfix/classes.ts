import type { AddressClass } from '../../core/system.ts';

/** In the order of resolve_addr() in trivial-rewrite: the first list that has the domain decides. */
export const CLASS_LISTS = {
  mydestination: 'local',
  virtual_alias_domains: 'virtual-alias',
  virtual_mailbox_domains: 'virtual-mailbox',
  relay_domains: 'relay',
} as const satisfies Record<string, AddressClass>;

export type ClassList = keyof typeof CLASS_LISTS;
