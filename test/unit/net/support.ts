import { expect } from 'vitest';
import { type Address, parseAddress } from '../../../client/src/net/address.ts';
import { type Domain, parseDomain } from '../../../client/src/net/domain.ts';
import type { Resolver } from '../../../client/src/net/endpoint.ts';

export function domain(text: string): Domain {
  const parsed = parseDomain(text);
  if (parsed.kind === 'refused') throw new Error(parsed.why);
  return parsed;
}

export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed.kind === 'refused') throw new Error(parsed.why);
  return parsed;
}

export function resolverAt(port: number, name = 'test'): Resolver {
  return { kind: 'resolver', name, address: '127.0.0.1', port };
}

/** One line for each case: the text, ` => `, what becomes of it. */
export function expectTable(table: string, read: (text: string) => string): void {
  const rows = table
    .trim()
    .split('\n')
    .map((it) => it.trim().split(' => ')[0] ?? '');
  expect(rows.map((it) => `${it} => ${read(it)}`)).toEqual(
    table
      .trim()
      .split('\n')
      .map((it) => it.trim()),
  );
}
