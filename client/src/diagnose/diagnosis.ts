import type { LinkedPlace } from '../../../server/src/protocol.ts';

/** One conclusion about a recipient, with the proof from each side. Plain data: it travels by postMessage and as JSON. */
export interface Diagnosis extends Verdict {
  readonly address: string;
  readonly fixes: readonly OfferedFix[];
  readonly proofs: readonly Proof[];
  /** Other things that were noticed on the way, one sentence each. */
  readonly also: readonly string[];
  readonly unchecked: readonly string[];
}

/** `plain` is for what is neither well nor wrong. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';

export interface OfferedFix {
  readonly title: string;
  readonly rule: string;
  readonly place: LinkedPlace;
}

/** What one side says, for itself. */
export interface Proof {
  readonly side: 'configuration' | 'dns' | 'server';
  /** Who speaks: a file, a domain, a host. */
  readonly who: string;
  readonly tone: Tone;
  readonly says: string;
  /** The words of the server or of the resolver. */
  readonly line?: string;
  readonly places: readonly LinkedPlace[];
}

/** What a cause found: the part of a diagnosis that it decides. */
export interface Verdict {
  readonly cause: CauseId;
  readonly tone: Tone;
  /** One sentence without a full stop: what is wrong, or that nothing is. */
  readonly says: string;
  /** A second sentence: how that comes about. */
  readonly detail?: string;
  /** The line, record or reply that decides; a configuration line can be opened. */
  readonly place?: LinkedPlace;
  /** Orders, the most useful first. */
  readonly next: readonly string[];
  /** Fixes that the editor offers at a line. */
  readonly fixes?: readonly OfferedFix[];
}

/** Every cause that a diagnosis may name. */
export type CauseId =
  | 'no-such-domain'
  | 'null-mx'
  | 'mx-without-address'
  | 'mx-at-old-host'
  | 'hosted-here-mx-elsewhere'
  | 'mx-host-does-not-take-domain'
  | 'mx-old-in-caches'
  | 'port-25-blocked'
  | 'mx-does-not-answer'
  | 'domain-in-two-classes'
  | 'domain-in-no-class'
  | 'server-does-not-run'
  | 'not-applied'
  | 'backup-accepts-primary-refuses'
  | 'delimiter-not-honored'
  | 'policy-block'
  | 'temporary-code'
  | 'greylisted'
  | 'relay-denied'
  | 'dead-target'
  | 'catch-all-hides'
  | 'unknown-user'
  | 'answered-otherwise'
  | 'arrives'
  | 'undecided';
