import type { AclAnswer, Scope, Variable } from '../expand/scope.ts';
import type { Values } from '../expand/variables.ts';
import { addressValues, scopeOf } from '../routing/context.ts';
import { type Decision, runAcl, type Session } from './run.ts';

/** What strings of an ACL may ask: the message and what `set` has filled, and other ACLs. */
export function scopeIn(session: Session, depth: number, more: Values = {}): Scope {
  const { context, address, variables } = session;
  const scope = scopeOf(context, { ...addressValues(address), ...variables, ...more });
  return { ...scope, acl: (name, args) => answerOf(called(name, args, session, depth)) };
}

/** Runs another ACL with arguments, which are its own: $acl_arg1 and so on are as before when it is done. */
export function called(name: string, args: readonly Variable[], session: Session, depth: number): Decision {
  const { variables } = session;
  const before = Object.fromEntries(Object.entries(variables).filter(([it]) => OWN.test(it)));
  const clear = () => {
    for (const it of Object.keys(variables)) if (OWN.test(it)) delete variables[it];
  };
  clear();
  Object.assign(variables, { acl_narg: String(args.length) }, Object.fromEntries(args.map((it, i) => [`acl_arg${i + 1}`, it])));
  const decision = runAcl(name, session, depth + 1);
  clear();
  Object.assign(variables, before);
  return decision;
}

const OWN = /^acl_n?arg\d?$/;

function answerOf(decision: Decision): AclAnswer {
  switch (decision.kind) {
    case 'accept':
    case 'deny':
      return { kind: decision.kind, text: decision.text };
    case 'defer':
      return decision.isError ? { kind: 'error', why: decision.why ?? 'the ACL has a mistake' } : { kind: 'defer' };
    case 'drop':
    case 'discard':
      return { kind: 'error', why: `the ACL ends with ${decision.kind}` };
    case 'died':
      return { kind: 'unknown', why: decision.text };
    case 'unknown':
      return { kind: 'unknown', why: decision.why };
    default:
      return decision satisfies never;
  }
}
