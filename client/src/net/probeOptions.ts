import type { Address } from './address.ts';
import type { DnsTiming } from './dns/timing.ts';
import type { Domain } from './domain.ts';
import type { MailServer, Proxy, Resolver } from './endpoint.ts';
import type { MailHost } from './mailHosts.ts';
import type { Pause } from './pace.ts';
import type { Progress } from './results.ts';
import type { TlsMode } from './smtp/conversation.ts';
import type { Deadlines } from './smtp/deadlines.ts';
import type { Dial } from './smtp/reach.ts';

/** How recipients are asked. What is left out takes the usual value. */
export interface ProbeOptions {
  /** Asked instead of the mail exchangers; it is taken at its word, at loopback and private addresses too. */
  readonly server?: MailServer | undefined;
  /** Exchangers that are known already; absent: looked up. Unlike `server` they are not taken at their word. */
  readonly hosts?: readonly MailHost[] | undefined;
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
  /** Connects to addresses of one family only. */
  readonly ipVersion?: 4 | 6 | undefined;
  /** Opportunistic unless given, but immediate on port 465. */
  readonly tls?: TlsMode | undefined;
  /** Asks several recipients at once where the server offers it; what does not fit is asked again one after the other. */
  readonly pipelining?: boolean | undefined;
  /** Recipients a minute. With a pace all are asked, in as many connections as it takes; without one a few connections must do. */
  readonly pace?: number | undefined;
  /** All connections to mail servers go through it; DNS does not. */
  readonly proxy?: Proxy | undefined;
  /** Waits so many milliseconds, or until the signal says stop. */
  readonly pause?: Pause | undefined;
  /** Opens a socket; a test may give another one. */
  readonly dial?: Dial | undefined;
}
