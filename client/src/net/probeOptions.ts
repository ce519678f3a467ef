import type { Socket } from 'node:net';
import type { Address } from './address.ts';
import type { DnsTiming } from './dns/timing.ts';
import type { Domain } from './domain.ts';
import type { MailServer, Resolver } from './endpoint.ts';
import type { Progress } from './results.ts';
import type { Deadlines } from './smtp/deadlines.ts';
import type { Target } from './smtp/socket.ts';

/** How recipients are asked. What is left out takes the usual value. */
export interface ProbeOptions {
  /** Asked instead of the mail exchangers; it is taken at its word, at loopback and private addresses too. */
  readonly server?: MailServer | undefined;
  /** Asked in order until one answers. */
  readonly resolvers: readonly Resolver[];
  /** The name in EHLO; absent: this machine's, or its address in brackets. */
  readonly heloName?: Domain | undefined;
  /** Offered where the server refuses the null sender `<>`, which is tried first. */
  readonly sender?: Address | undefined;
  /** 25 unless given; a port of `server` wins. */
  readonly port?: number | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
  readonly timing?: DnsTiming | undefined;
  /** Lets exchangers at loopback and private addresses be contacted. */
  readonly allowPrivateAddresses?: boolean | undefined;
  /** Consent, asked once for each host before the first connection to it. */
  readonly mayContact: (host: string, ip: string) => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** A local part that nobody has; at least 20 characters of a to z and 0 to 9. */
  readonly random?: (() => string) | undefined;
  /** Opens a connection; a test may give another one. */
  readonly dial?: ((target: Target) => Socket) | undefined;
}
