import { parseReply, replyText } from '../../../server/src/smtp/reply.ts';
import type { Zone } from '../box/dns.ts';
import type { Host } from '../box/host.ts';

/** A made-up mail server: everything that is not the default of a bare Debian system with Postfix. */
export interface PostfixSite {
  /** By absolute path: /etc/postfix/main.cf, /etc/aliases, /etc/passwd, /home/bob/.forward. */
  readonly files: Readonly<Record<string, string>>;
  /** Names or whole passwd lines; alice, bob and carol if nothing is said. Not looked at where `files` has an /etc/passwd. */
  readonly users?: readonly string[];
  readonly hostname?: string;
  readonly mailname?: string;
  readonly dns?: Readonly<Record<string, Zone>>;
  /** Recipients that every other server answers with 550 5.1.1. */
  readonly sinkReject?: readonly string[];
  /** Tables, such as hash:/etc/postfix/virtual, that nobody has compiled. */
  readonly skipCompile?: readonly string[];
  /** Texts that replace a table's source after it has been compiled. */
  readonly changedSince?: Readonly<Record<string, string>>;
}

/** `inside` is 127.0.0.1, `outside` 203.0.113.9; anything else is taken as the client's address. */
export type Client = 'inside' | 'outside' | (string & {});

export interface Questions {
  readonly addresses: readonly string[];
  readonly clients?: readonly Client[];
  /** Also submit a message to each accepted address and follow it to its end. */
  readonly final?: boolean;
  /** Commands to run while the server runs, such as postmap -q. */
  readonly commands?: readonly (readonly string[])[];
}

export type RcptAnswer =
  | {
      readonly kind: 'reply';
      readonly verdict: 'accepted' | 'rejected' | 'deferred';
      readonly code: number;
      readonly enhanced?: string;
      /** What follows the codes. */
      readonly text: string;
    }
  | { readonly kind: 'no-service'; readonly why: string };

/** What trivial-rewrite(8) makes of an address. */
export interface Resolved {
  readonly rewritten: string;
  readonly class: 'local' | 'alias' | 'virtual' | 'relay' | 'default' | 'none';
  readonly transport: string;
  readonly nexthop: string;
}

/** One delivery, as the log has it. */
export interface Status {
  readonly to: string;
  readonly originalTo?: string;
  readonly agent: string;
  readonly enhanced: string;
  readonly status: string;
  readonly text: string;
}

/** By client; those that were not asked are absent. */
export interface RcptAnswers {
  readonly inside?: RcptAnswer;
  readonly outside?: RcptAnswer;
  readonly [client: string]: RcptAnswer | undefined;
}

export interface AddressAnswers {
  readonly rcpt: RcptAnswers;
  readonly resolved?: Resolved;
  readonly final?: readonly Status[];
}

export interface CommandAnswer {
  readonly command: readonly string[];
  readonly status: number;
  readonly output: string;
}

export interface Answers {
  readonly version: string;
  readonly service: { readonly kind: 'running' } | { readonly kind: 'none'; readonly why: string };
  readonly addresses: Readonly<Record<string, AddressAnswers>>;
  /** The tables that were compiled, such as hash:/etc/aliases. */
  readonly compiled: readonly string[];
  /** What Postfix's own tools say of these files before anything runs; a line each, once, without the program's name. */
  readonly tools: { readonly postconf: readonly string[]; readonly check: readonly string[]; readonly tables: readonly string[] };
  /** Warnings and errors from the log, once each. */
  readonly log: readonly string[];
  readonly commands: readonly CommandAnswer[];
  /** What the harness itself could not do. */
  readonly notes: readonly string[];
}

/** The answer that these lines of SMTP are. */
export function rcptAnswer(lines: readonly string[]): RcptAnswer {
  const reply = parseReply(lines);
  if (!reply) return { kind: 'no-service', why: `not a reply: ${lines.join(' / ')}` };
  const { code, enhanced } = reply;
  const verdict = code < 300 ? 'accepted' : code < 500 ? 'deferred' : 'rejected';
  const whole = replyText(reply).slice(String(code).length + 1);
  const text = enhanced !== undefined && whole.startsWith(enhanced) ? whole.slice(enhanced.length + 1) : whole;
  return { kind: 'reply', verdict, code, ...(enhanced === undefined ? {} : { enhanced }), text };
}

/** For tests and for people: `550 5.1.1 <x@example.com>: Recipient address rejected: …`. */
export function drawRcpt(answer: RcptAnswer | undefined): string {
  if (!answer) return 'not asked';
  if (answer.kind === 'no-service') return 'no service';
  return [String(answer.code), answer.enhanced, answer.text].filter((it) => it !== undefined).join(' ');
}

/** `alice@example.com local 2.0.0 sent (delivered to mailbox)`. */
export function drawStatus(status: Status): string {
  return `${status.to} ${status.agent} ${status.enhanced} ${status.status} (${status.text})`;
}

/** The host that a site is, with everything said that was left to default. */
export function hostOf(site: PostfixSite): Host {
  const hostname = site.hostname ?? 'mail.example.com';
  return {
    files: { '/etc/aliases': 'postmaster: root\n', '/etc/postfix/main.cf': '', ...site.files },
    users: site.users ?? ['alice', 'bob', 'carol'],
    hostname,
    mailname: site.mailname ?? hostname,
  };
}
