import type { AddressClass } from './core/system.ts';
import type { Delivery, RcptReply, Verdict } from './core/trace.ts';

/** What client and server say to each other beyond the language server protocol. Files travel as URIs, lines are counted from 1. */

/** Which fate an address has in every system of the workspace; parameters `ExplainParams`, answer `readonly Explained[]`. */
export const explainRequest = 'postmaster/explain';
/** The manual of one rule; parameters `RuleParams`, answer `RuleManual`, or null for a rule that nobody knows. */
export const ruleRequest = 'postmaster/rule';
/** Addresses that the open configuration speaks of, for a pick list; no parameters, answer `readonly string[]`. */
export const addressesRequest = 'postmaster/addresses';
/** The server tells which language the files are that systems mention; parameters `Languages`. */
export const languagesNotification = 'postmaster/languages';

/** Types a line into a terminal and leaves it there, unsent; argument `RunInTerminal`. */
export const runInTerminalCommand = 'postmaster.runInTerminal';
/** Follows an address through the configurations of the workspace; argument: the address. */
export const explainRecipientCommand = 'postmaster.explainRecipient';
/** Opens the manual of a rule; argument: its id. */
export const showRuleCommand = 'postmaster.showRule';

export interface ExplainParams {
  readonly address: string;
  /** The IP address of the connecting client; absent: a stranger. */
  readonly client?: string;
  /** Only systems that this file belongs to; absent or in no system: all of them. */
  readonly file?: string;
}

/** One system's answer. */
export interface Explained {
  readonly system: { readonly mta: string; readonly root: string; readonly label: string };
  readonly address: string;
  readonly client: string;
  readonly rcpt: RcptReply;
  readonly deliveries: readonly Delivery[];
  readonly steps: readonly ExplainedStep[];
  /** Tables that have the address and were not asked for it. */
  readonly unasked?: readonly ExplainedStep[];
  /** The number of the step that decides the reply; absent where none is known. */
  readonly decides?: number;
  /** How this server introduces itself: names in lower case, and the IP addresses that its files tell. */
  readonly self?: { readonly names: readonly string[]; readonly addresses: readonly string[] };
  /** Lists that take the domain of the address for this server, the one that counts first. */
  readonly claims: readonly ExplainedClaim[];
  /** Tables of this system that wait to be built: what runs does not know what their text says. */
  readonly unbuilt?: readonly UnbuiltTable[];
}

export interface UnbuiltTable {
  readonly name: string;
  /** The command that builds it. */
  readonly build: string;
  readonly place: LinkedPlace;
}

/** One list of domains that holds the domain, and as what. */
export interface ExplainedClaim {
  readonly class: AddressClass;
  readonly setting: string;
  /** Absent where the list is built in. */
  readonly place?: LinkedPlace;
}

/** What a rule finds at a line. */
export interface ExplainedFinding {
  readonly rule: string;
  readonly message: string;
  /** Titles of the fixes, as the editor offers them. */
  readonly fixes: readonly string[];
}

export interface ExplainedStep {
  readonly stage: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** The line that decides, where one is written. */
  readonly place?: LinkedPlace;
  /** Why there is no line: a built-in value, or what cannot be known and the command that would tell. */
  readonly because?: string;
  /** What rules find at that line. */
  readonly findings?: readonly ExplainedFinding[];
  /** Two or three words, where a picture has no room for the sentence. */
  readonly brief?: string;
  /** `queue`: taken once the message was accepted; absent: taken before the reply to RCPT TO. */
  readonly part?: 'queue';
  /** The number of the step out of which this one follows, counted from 0. */
  readonly below?: number;
  /** The number of the delivery that this step is. */
  readonly delivery?: number;
}

export interface LinkedPlace {
  readonly file: string;
  readonly line: number;
  /** For people: main.cf:14. */
  readonly label: string;
}

export interface RuleParams {
  readonly id: string;
}

export interface RuleManual {
  readonly markdown: string;
}

/** Language ids by the URI of the document. */
export type Languages = Readonly<Record<string, string>>;

export interface RunInTerminal {
  readonly line: string;
}
