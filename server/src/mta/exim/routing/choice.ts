import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Routed } from './results.ts';
import { blame, isOn, valueOf } from './settings.ts';

/** `more` and `unseen`, whose values are expanded: yes or no, or why that is an error. Source: exp_bool() of expand.c. */
export function choiceOf(router: Driver, option: 'more' | 'unseen', usual: boolean, scope: Scope): boolean | Routed {
  const source = valueOf(router, option);
  if (!source) return isOn(router, option, usual);
  const because = blame(router, option);
  const expansion = expand(source, scope);
  switch (expansion.kind) {
    case 'value': {
      const text = expansion.value.text.toLowerCase();
      if (text === 'true' || text === 'yes') return true;
      if (text === 'false' || text === 'no') return false;
      return { kind: 'deferred', text: `"${expansion.value.text}" is neither yes nor no, as ${option} wants`, because };
    }
    case 'forced-fail':
      return usual;
    case 'unknown':
      return { ...expansion, because };
    case 'error':
      return { kind: 'deferred', text: expansion.why, because };
    default:
      return expansion satisfies never;
  }
}
