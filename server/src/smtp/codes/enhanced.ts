import { addressing } from './enhanced/addressing.ts';
import { mailbox } from './enhanced/mailbox.ts';
import { protocol } from './enhanced/protocol.ts';
import { security } from './enhanced/security.ts';
import { system } from './enhanced/system.ts';
import type { EnhancedCode } from './enhanced/type.ts';

export type { EnhancedCode } from './enhanced/type.ts';

/** The rows of the IANA registry "SMTP Enhanced Status Codes" by subject and detail, such as 1.1. */
export const enhancedCodes: ReadonlyMap<string, EnhancedCode> = new Map(
  [...addressing, ...mailbox, ...system, ...protocol, ...security].map((it) => [it.detail, it]),
);

/** RFC 3463 3.1: what the first number says. */
export const classes: ReadonlyMap<string, string> = new Map([
  ['2', 'success'],
  ['4', 'failed for now: the sending server tries again by itself'],
  ['5', 'failed for good: the same message to the same address fails again'],
]);

/** RFC 3463 2 and the registry: what the second number is about. */
export const subjects: ReadonlyMap<string, string> = new Map([
  ['0', 'nothing in particular'],
  ['1', 'an address'],
  ['2', 'the mailbox of the recipient'],
  ['3', 'the receiving mail system'],
  ['4', 'the network or the route'],
  ['5', 'the conversation between the servers'],
  ['6', 'the content of the message'],
  ['7', 'security or policy'],
]);
