import type { Explained } from '../../../server/src/protocol.ts';
import type { Diagnosis, OfferedFix } from '../diagnose/diagnosis.ts';
import type { Evidence } from '../diagnose/evidence.ts';
import type { MxAnswer, MxFinding, ProbeResult } from '../net/results.ts';

/** Everything that passes between the extension and the panel's page. Types only: both sides import this file, neither imports the other. */

/** What a person asked. Enough to ask it again. */
export type Question =
  | { readonly kind: 'mx'; readonly domain: string }
  | { readonly kind: 'probe'; readonly addresses: readonly string[] }
  | { readonly kind: 'rule'; readonly id: string }
  | { readonly kind: 'explain'; readonly address: string }
  | { readonly kind: 'diagnose'; readonly address: string };

/** What came of a question. Times are milliseconds. */
export type Outcome =
  | { readonly kind: 'running'; readonly says: readonly string[] }
  | { readonly kind: 'cancelled'; readonly ms: number }
  /** `says` names the step that failed; `detail` is the reason in the words of whoever gave it. */
  | { readonly kind: 'failed'; readonly says: string; readonly detail?: string; readonly next: readonly string[]; readonly ms: number }
  /** `from` is the machine that asked: a resolver behind a VPN or on a remote host sees another internet. */
  | {
      readonly kind: 'mx';
      readonly answers: readonly MxAnswer[];
      /** What the answers say together. */
      readonly findings: readonly MxFinding[];
      readonly from: string;
      readonly ms: number;
    }
  | { readonly kind: 'probe'; readonly results: readonly ProbeResult[]; readonly from: string; readonly ms: number }
  | { readonly kind: 'rule'; readonly markdown: string; readonly ms: number }
  /** One answer for each configuration of the workspace. */
  | { readonly kind: 'explain'; readonly systems: readonly Explained[]; readonly ms: number }
  | {
      readonly kind: 'diagnose';
      readonly diagnosis: Diagnosis;
      readonly evidence: Evidence;
      readonly from: string;
      readonly ms: number;
    };

/** One entry of the history. */
export interface Run {
  readonly id: string;
  readonly question: Question;
  /** Milliseconds since 1970, when it was asked. */
  readonly at: number;
  readonly outcome: Outcome;
}

export type CopyFormat = 'text' | 'markdown' | 'json';

export type ToPage =
  /** The whole history, newest first, and which run to show. */
  | { readonly kind: 'history'; readonly runs: readonly Run[]; readonly shown: string | undefined }
  /** A run that began, ended or was restored; the page adds or replaces it, and shows it where `show` says so. */
  | { readonly kind: 'run'; readonly run: Run; readonly show: boolean }
  /** What a running question is doing at the moment. */
  | { readonly kind: 'progress'; readonly id: string; readonly says: string }
  | { readonly kind: 'copied'; readonly format: CopyFormat };

export type ToHost =
  /** The page has loaded and knows nothing yet. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown'; readonly id: string }
  | { readonly kind: 'again'; readonly id: string }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'copy'; readonly id: string; readonly format: CopyFormat }
  | { readonly kind: 'save'; readonly id: string }
  | { readonly kind: 'open'; readonly file: string; readonly line: number }
  /** Applies what the editor offers at a line. */
  | { readonly kind: 'fix'; readonly fix: OfferedFix }
  | { readonly kind: 'clear' };

/** What the page leaves with VS Code, so that a reload of the window shows it again. */
export interface Saved {
  readonly version: 1;
  readonly runs: readonly Run[];
  readonly shown: string | undefined;
}
