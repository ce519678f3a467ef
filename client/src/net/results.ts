import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';

/** What a look-up or a probe found, as the panel shows it and the command line prints it. Plain data: it travels by postMessage and as JSON. */

export interface MxAddress {
  readonly ip: string;
  /** Seconds this answer may still be kept. */
  readonly ttl: number;
  readonly family: 4 | 6;
}

export interface MxRecord {
  readonly preference: number;
  /** Escaped as RFC 1035 5.1 writes it; "." for a null MX. */
  readonly exchange: string;
  readonly ttl: number;
  readonly addresses: readonly MxAddress[];
  /** Why there are no addresses, or what is odd about them. */
  readonly note?: string;
  /** The name that a CNAME record puts in place of the exchange; there must be none (RFC 2181 section 10.3). */
  readonly alias?: string;
  /** All CNAME records on the way to the addresses, in order. */
  readonly aliases?: readonly MxAlias[];
}

/** A CNAME record: the name it leads to, and for how many seconds it may still be kept. */
export interface MxAlias {
  readonly name: string;
  readonly ttl: number;
}

export interface MxFinding {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** One resolver's answer for one domain. */
export interface MxAnswer {
  readonly domain: string;
  readonly resolver: { readonly name: string; readonly address: string };
  readonly authoritative: boolean;
  /** NOERROR, NXDOMAIN, SERVFAIL, …; or TIMEOUT, REFUSED-CONNECTION, MALFORMED where no answer came. */
  readonly rcode: string;
  readonly records: readonly MxRecord[];
  readonly findings: readonly MxFinding[];
  /** UDP, TCP or UDP then TCP, and what was dropped on the way. */
  readonly notes: readonly string[];
  /** Seconds for which this resolver may go on saying that there is no such name or no such record (RFC 2308). */
  readonly negativeTtl?: number;
  /** The serial of the zone at this server; only from name servers of the domain. */
  readonly serial?: number;
  /** The resolver says that it has checked the signatures (AD); absent where no answer came. */
  readonly authentic?: boolean;
  /** Which server of several behind the address answered, in its own words (NSID). */
  readonly server?: string;
  /** How many replies were dropped because they did not answer the question; absent where none was. */
  readonly strays?: number;
  readonly ms: number;
}

/** One line of a conversation. `text` is escaped: control characters never leave the network layer raw. */
export interface TranscriptLine {
  readonly by: 'client' | 'server' | 'note' | 'failure';
  readonly text: string;
  /** Milliseconds since the probe of this host began. */
  readonly at: number;
  readonly tls: boolean;
  /** False for a reply that ends what the probe wanted. */
  readonly expected: boolean;
}

/** One recipient, asked at one mail exchanger. */
export interface ProbeResult {
  readonly address: string;
  readonly mx: string;
  readonly ip: string;
  readonly port: number;
  readonly verdict: ProbeVerdict;
  readonly code?: number;
  readonly enhanced?: string;
  /** The server's words that prove the verdict, or what failed, after how long. */
  readonly text: string;
  /** One sentence: what that means. */
  readonly says?: string;
  /** What broke, where the verdict is about the connection and not about the mailbox: timeout, refused, tls, injection, out-of-step and so on. */
  readonly failure?: string;
  /** What was changed in the address or is unusual about it. */
  readonly notes?: readonly string[];
  /** What to try next, in an order. */
  readonly next: readonly string[];
  readonly transcript: readonly TranscriptLine[];
  readonly ms: number;
}

/** Said while it runs. */
export type Progress = (message: string) => void;
