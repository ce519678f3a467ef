import type { Origin } from '../../../core/fact.ts';
import type { Dovecot } from '../system.ts';

/** What a setting's value is to blame on: the line that sets it, or its being built in. */
export function blame(system: Dovecot, name: string): Origin {
  const written = system.assignment(name);
  return written ? { kind: 'written', at: written.value.at } : { kind: 'default', setting: name };
}

/** The command that tells whether a user is there. */
export function askFor(user: string): string {
  return `doveadm user ${user}`;
}
