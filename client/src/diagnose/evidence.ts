import type { Explained } from '../../../server/src/protocol.ts';
import type { MxAnswer, ProbeResult } from '../net/results.ts';

/** What was found out about one recipient, side by side. Nothing of it is judged yet. Plain data. */
export interface Evidence {
  readonly address: string;
  /** What the open configurations predict; empty where none is open. */
  readonly systems: readonly Explained[];
  /** Predictions for the address without its extension, where it has one. */
  readonly plainSystems: readonly Explained[];
  /** The MX records as resolvers and the domain's own name servers give them. */
  readonly mx: readonly MxAnswer[];
  /** IP addresses to which the names lead by which the configured server introduces itself. */
  readonly ownAddresses: readonly string[];
  /** The mail exchangers in the order in which a sender tries them; empty where none was asked. */
  readonly hosts: readonly HostAnswer[];
  /** What was left out and why, one sentence each. */
  readonly unchecked: readonly string[];
}

/** What one mail exchanger answered. */
export interface HostAnswer {
  readonly host: string;
  readonly result: ProbeResult;
  /** For the address without its extension. */
  readonly plain?: ProbeResult;
}

/** The address without its extension, such as erin@example.com for erin+lists@example.com; undefined where it has none. */
export function withoutExtension(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  return 0 < plus && plus < at ? address.slice(0, plus) + address.slice(at) : undefined;
}
