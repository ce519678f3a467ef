import type { Origin } from '../../../core/fact.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import type { Values } from '../expand/variables.ts';
import type { Address } from '../routing/address.ts';
import type { Context } from '../routing/context.ts';
import type { AclStatement, Condition } from '../syntax/blocks.ts';
import { scopeIn } from './calls.ts';
import { type Answer, ask } from './conditions.ts';

/** What an ACL decides. `text` is what it says to the client; undefined where Exim has its own words. */
export type Decision =
  | {
      readonly kind: 'accept' | 'discard' | 'deny' | 'defer' | 'drop';
      readonly text: string | undefined;
      readonly ground?: 'unlisted';
      /** A mistake in the ACL itself, at which even `warn` stops. */
      readonly isError?: boolean;
      /** What is wrong, where the client is not told. */
      readonly why?: string;
      /** The condition that decides, where one does. */
      readonly by?: string;
      readonly because: Origin;
    }
  | { readonly kind: 'died'; readonly text: string; readonly because: Origin }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly because: Origin };

/** What the statements of one RCPT are asked with; variables that `set` fills stay until the end. */
export interface Session {
  readonly context: Context;
  readonly address: Address;
  readonly variables: Record<string, Values[string]>;
}

const DEEPEST = 20;

/** Takes the statements in turn until one decides; where none does, the recipient is refused. Source: acl_check_internal() of acl.c. */
export function runAcl(name: string, session: Session, depth = 0): Decision {
  const { trail, system } = session.context;
  const acl = system.configuration.acl(name);
  if (!acl || DEEPEST < depth) {
    const isError = true;
    const why = acl ? `the ACL ${name} calls itself` : `there is no ACL ${name}`;
    return { kind: 'defer', isError, text: undefined, because: { kind: 'unknown', why, ask: `exim -bP acl_smtp_rcpt` } };
  }
  // What the last statement has heard, such as why a recipient does not verify.
  let heard: string | undefined;
  for (const statement of acl.statements) {
    const run = runStatement(statement, session, depth);
    heard = 'heard' in run ? run.heard : undefined;
    if ('heard' in run) continue;
    const decided = run;
    if (decided.kind !== 'unknown') {
      const words = [statement.verb.text, 'by' in decided ? decided.by : undefined].filter((it) => it !== undefined);
      trail.note(name, verdictOf(decided.kind), saysOf(statement, decided), decided.because, { brief: words.join(' ') });
    } else trail.note(name, 'unknown', decided.why, { kind: 'unknown', why: decided.why, ask: decided.ask });
    return decided;
  }
  const because: Origin = { kind: 'written', at: acl.at };
  if (0 < depth) trail.note(name, 'passed', 'No statement of it decides, so it does not hold', because, { brief: 'end' });
  else trail.note(name, 'rejected', 'No statement decides, so the recipient is refused', because, { brief: 'end' });
  return { kind: 'deny', text: heard, because };
}

/** How the conditions of a statement ended; a connection is dropped, or a message thrown away, where an ACL that was called says so. */
interface Outcome {
  readonly kind: 'ok' | 'fail' | 'drop' | 'discard';
  /** What a condition said, such as a verification. */
  readonly said: string | undefined;
  readonly ground?: 'unlisted';
  /** The condition that does not hold. */
  readonly by?: string;
  readonly because: Origin;
}

/** Where the next statement is asked: what this one has heard. */
interface Undecided {
  readonly heard: string | undefined;
}

function runStatement(statement: AclStatement, session: Session, depth: number): Decision | Undecided {
  const verb = statement.verb.text;
  let message: Condition | undefined;
  let hasEndpass = false;
  let outcome: Outcome = { kind: 'ok', said: undefined, because: { kind: 'written', at: statement.at } };
  let unsure: Decision | undefined;
  for (const condition of statement.conditions) {
    const because: Origin = { kind: 'written', at: condition.at };
    switch (condition.name.text) {
      case 'message':
        message = condition;
        continue;
      case 'endpass':
        hasEndpass = true;
        continue;
      default:
        break;
    }
    const answer = condition.name.text === 'set' ? assign(condition, session, depth) : ask(condition, session, depth);
    switch (answer.kind) {
      case 'yes':
        if (answer.text !== undefined) outcome = { ...outcome, said: answer.text };
        continue;
      case 'no':
      case 'drop':
      case 'discard': {
        const { text = outcome.said, ground, because: itself } = answer;
        if (answer.kind === 'discard' && verb !== 'accept' && verb !== 'discard')
          return { kind: 'defer', isError: true, text: undefined, because };
        const { name } = condition;
        outcome = {
          kind: answer.kind === 'no' ? 'fail' : answer.kind,
          said: text,
          ...(ground && { ground }),
          by: name.text,
          because: itself ?? because,
        };
        break;
      }
      case 'later':
        if (verb === 'warn' && !answer.isError) return { heard: undefined };
        return (
          unsure ?? {
            kind: 'defer',
            ...(answer.isError && { isError: true }),
            ...(answer.why !== undefined && { why: answer.why }),
            text: answer.text ?? outcome.said,
            because: answer.because ?? because,
          }
        );
      case 'died':
        return unsure ?? { kind: 'died', text: answer.text ?? '', because };
      case 'unknown':
        if (verb === 'warn') return { heard: undefined };
        // What stands behind may be false for certain.
        unsure ??= { kind: 'unknown', why: answer.why, ask: answer.ask, because };
        if (answer.mayDefer) return unsure;
        continue;
      default:
        answer satisfies never;
    }
    break;
  }
  const decided = decide(verb, outcome, hasEndpass);
  if (unsure) {
    // Were all of them true or one of them false, would it be the same?
    const otherwise = outcome.kind === 'ok' ? decide(verb, { ...outcome, kind: 'fail' }, hasEndpass) : undefined;
    return decided || otherwise ? unsure : { heard: outcome.said };
  }
  if (!decided) return { heard: verb === 'warn' ? undefined : outcome.said };
  const scopeWith = (heard: string) => scopeIn(session, depth, { acl_verify_message: heard });
  return { ...decided, text: said(verb, outcome, hasEndpass ? unlessOk(message, outcome) : message, scopeWith) };
}

/** Source: the switch over verbs in acl_check(). */
function decide(verb: string, { kind, ground, by, because }: Outcome, hasEndpass: boolean): PlainDecision | undefined {
  const failed = (): PlainDecision => ({
    kind: kind === 'drop' ? 'drop' : 'deny',
    text: undefined,
    ...(ground && { ground }),
    ...(by !== undefined && { by }),
    because,
  });
  switch (verb) {
    case 'accept':
    case 'discard':
      if (kind === 'ok' || kind === 'discard') return { kind: kind === 'discard' ? 'discard' : verb, text: undefined, because };
      return hasEndpass ? failed() : undefined;
    case 'require':
      if (kind === 'discard') return { kind, text: undefined, because };
      return kind === 'ok' ? undefined : failed();
    case 'deny':
    case 'defer':
    case 'drop':
      return kind === 'ok' ? { kind: verb, text: undefined, because } : undefined;
    default:
      return undefined;
  }
}

type PlainDecision = Exclude<Decision, { readonly kind: 'died' | 'unknown' }>;

/** Behind `endpass` a message is for refusals only. */
function unlessOk(message: Condition | undefined, { kind }: Outcome): Condition | undefined {
  return kind === 'ok' ? undefined : message;
}

/** A message counts where the verb decides by the outcome; one that is empty or cannot be expanded does not. Source: msgcond in acl.c. */
function said(
  verb: string,
  { kind, said }: Outcome,
  message: Condition | undefined,
  scopeWith: (said: string) => Scope,
): string | undefined {
  const isFail = kind === 'fail' || kind === 'drop';
  const counts = verb === 'accept' || verb === 'discard' ? kind !== 'discard' : verb === 'require' ? isFail : kind === 'ok';
  const text = message && counts ? textOf(message, scopeWith(said ?? '')) : undefined;
  if (text !== undefined && text !== '') return text;
  // The words of other statements are for refusals.
  return verb === 'accept' || verb === 'discard' ? (isFail ? said : undefined) : said;
}

function textOf({ value }: Condition, scope: Scope): string | undefined {
  const expansion = expand(value, scope);
  return expansion.kind === 'value' ? expansion.value.text : expansion.kind === 'unknown' ? value.text : undefined;
}

/** `set`: a value that is forced to fail leaves the variable as it was, one that cannot be expanded ends the ACL. */
function assign({ variable, value }: Condition, session: Session, depth: number): Answer {
  const expansion = expand(value, scopeIn(session, depth));
  const set = (it: Values[string]) => {
    if (variable !== undefined) session.variables[variable] = it;
  };
  switch (expansion.kind) {
    case 'value':
      set({ kind: 'value', text: expansion.value.text, tainted: expansion.tainted });
      break;
    case 'unknown':
      set({ kind: 'unknown', why: expansion.why });
      break;
    case 'error':
      if (expansion.dies) return { kind: 'died', text: expansion.why };
      return { kind: 'later', why: expansion.why, ...(!expansion.temporary && { isError: true }) };
    case 'forced-fail':
      break;
    default:
      expansion satisfies never;
  }
  return { kind: 'yes' };
}

function verdictOf(kind: Exclude<Decision['kind'], 'unknown'>): 'accepted' | 'rejected' | 'deferred' | 'discarded' {
  return ({ accept: 'accepted', discard: 'discarded', deny: 'rejected', drop: 'rejected', defer: 'deferred', died: 'rejected' } as const)[
    kind
  ];
}

function saysOf({ verb }: AclStatement, decided: Exclude<Decision, { readonly kind: 'unknown' }>): string {
  if (decided.kind === 'died') return `Exim dies of this statement: ${decided.text}`;
  const words = decided.text || decided.why;
  return words === undefined || words === '' ? `The statement ${verb.text} decides` : `The statement ${verb.text} decides: ${words}`;
}
