import type { Origin } from '../../../core/fact.ts';
import { expand } from '../expand/expand.ts';
import type { Values } from '../expand/variables.ts';
import type { Address } from '../routing/address.ts';
import { addressValues, type Context, scopeOf } from '../routing/context.ts';
import type { AclStatement, Condition } from '../syntax/blocks.ts';
import { type Answer, ask } from './conditions.ts';

/** What an ACL decides. `text` is what it says to the client; empty where Exim has its own words. */
export type Decision =
  | {
      readonly kind: 'accept' | 'discard' | 'deny' | 'defer' | 'drop';
      readonly text: string;
      readonly ground?: 'unlisted';
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
    const why = acl ? `the ACL ${name} calls itself` : `there is no ACL ${name}`;
    return { kind: 'defer', text: '', because: { kind: 'unknown', why, ask: `exim -bP acl_smtp_rcpt` } };
  }
  for (const statement of acl.statements) {
    const decided = runStatement(statement, session, depth);
    if (!decided) continue;
    if (decided.kind !== 'unknown')
      trail.note(name, verdictOf(decided.kind), saysOf(statement, decided), decided.because, { brief: statement.verb.text });
    else trail.note(name, 'unknown', decided.why, { kind: 'unknown', why: decided.why, ask: decided.ask });
    return decided;
  }
  const because: Origin = { kind: 'written', at: acl.at };
  trail.note(name, 'rejected', 'No statement decides, so the recipient is refused', because, { brief: 'end' });
  return { kind: 'deny', text: '', because };
}

function runStatement(statement: AclStatement, session: Session, depth: number): Decision | undefined {
  const verb = statement.verb.text;
  let message: string | undefined;
  let hasEndpass = false;
  let failing: { readonly answer: Extract<Answer, { readonly kind: 'no' }>; readonly condition: Condition } | undefined;
  for (const condition of statement.conditions) {
    const because: Origin = { kind: 'written', at: condition.at };
    switch (condition.name.text) {
      case 'message':
        message = textOf(condition, session);
        continue;
      case 'endpass':
        hasEndpass = true;
        message = undefined;
        continue;
      case 'set':
        assign(condition, session);
        continue;
      default:
        break;
    }
    const answer = ask(condition, session, depth);
    switch (answer.kind) {
      case 'yes':
        continue;
      case 'no':
        failing = { answer, condition };
        break;
      case 'later':
        if (verb === 'warn') return undefined;
        return { kind: 'defer', text: message ?? answer.text ?? '', because: answer.because ?? because };
      case 'died':
        return { kind: 'died', text: answer.text ?? '', because };
      case 'unknown':
        if (verb === 'warn') return undefined;
        return { kind: 'unknown', why: answer.why, ask: answer.ask, because };
      case 'decided':
        return answer.decision;
      default:
        answer satisfies never;
    }
    break;
  }
  if (failing) return whereFalse(verb, failing, message, hasEndpass);
  const because: Origin = { kind: 'written', at: statement.at };
  const text = message ?? '';
  switch (verb) {
    case 'accept':
    case 'discard':
      return { kind: verb, text, because };
    case 'deny':
    case 'defer':
    case 'drop':
      return { kind: verb, text, because };
    default:
      return undefined;
  }
}

/** `require` refuses where a condition is false; `accept` and `discard` do so behind an `endpass`. */
function whereFalse(
  verb: string,
  { answer, condition }: { readonly answer: Extract<Answer, { readonly kind: 'no' }>; readonly condition: Condition },
  message: string | undefined,
  hasEndpass: boolean,
): Decision | undefined {
  const refuses = verb === 'require' || ((verb === 'accept' || verb === 'discard') && hasEndpass);
  if (!refuses) return undefined;
  const because: Origin = answer.because ?? { kind: 'written', at: condition.at };
  return {
    kind: 'deny',
    text: message !== undefined && message !== '' ? message : (answer.text ?? ''),
    ...(answer.ground ? { ground: answer.ground } : {}),
    because,
  };
}

function textOf({ value }: Condition, { context, address, variables }: Session): string {
  const expansion = expand(value, scopeOf(context, { ...addressValues(address), ...variables }));
  return expansion.kind === 'value' ? expansion.value.text : value.text;
}

function assign({ variable, value }: Condition, { context, address, variables }: Session): void {
  if (variable === undefined) return;
  const expansion = expand(value, scopeOf(context, { ...addressValues(address), ...variables }));
  if (expansion.kind === 'value') variables[variable] = { kind: 'value', text: expansion.value.text, tainted: expansion.tainted };
  else variables[variable] = { kind: 'unknown', why: expansion.kind === 'unknown' ? expansion.why : 'its value cannot be expanded' };
}

function verdictOf(kind: Exclude<Decision['kind'], 'unknown'>): 'accepted' | 'rejected' | 'deferred' | 'discarded' {
  return ({ accept: 'accepted', discard: 'discarded', deny: 'rejected', drop: 'rejected', defer: 'deferred', died: 'rejected' } as const)[
    kind
  ];
}

function saysOf({ verb }: AclStatement, { kind, text }: Exclude<Decision, { readonly kind: 'unknown' }>): string {
  if (kind === 'died') return `Exim dies of this statement: ${text}`;
  return text === '' ? `The statement ${verb.text} decides` : `The statement ${verb.text} decides: ${text}`;
}
