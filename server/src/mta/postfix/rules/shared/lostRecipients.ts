import { insertText } from '../../../../core/edits.ts';
import type { Finding, Fix } from '../../../../core/rule.ts';
import type { Place } from '../../../../core/text.ts';
import type { Postfix } from '../../system.ts';
import { addToList } from './lists.ts';

/** An entry of a table that nobody asks, and whom it would have made known. */
export interface Lost {
  readonly who: string;
  readonly at: Place;
}

/** A table as a parameter would name it. */
export interface Named {
  readonly path: string;
  /** With its type, such as hash:/etc/aliases. */
  readonly spec: string;
}

const MOST_MARKED = 20;

/** Where the parameter is written, that line lacks the table; else each entry shows that it is not asked for. */
export function* lostRecipients(system: Postfix, parameter: string, { path, spec }: Named, lost: readonly Lost[]): Generator<Finding> {
  const own = system.parameters.assignment(parameter);
  const [first] = lost;
  if (!first) return;
  if (own?.valueAt.file === system.mainCf.file) {
    yield {
      at: own.valueAt.start < own.valueAt.end ? own.valueAt : own.name.at,
      message: `${parameter} does not name ${path}, so ${first.who} is refused as an unknown user`,
      related: [{ at: first.at, message: 'nobody asks for this' }],
      fixes: [addToList(system, parameter, spec, 'myhostname')],
    };
    return;
  }
  for (const [i, { at, who }] of lost.slice(0, MOST_MARKED).entries()) {
    yield {
      at,
      message: `${parameter} does not name this file, so ${who} is refused as an unknown user`,
      ...(0 < i && { severity: 'info' as const }),
      fixes: [named(system, parameter, spec)],
    };
  }
}

/** A parameter that is built in as something stays that too. */
function named(system: Postfix, parameter: string, spec: string): Fix {
  const isBuiltIn = parameter === 'alias_maps' || parameter === 'local_recipient_maps';
  const before = isBuiltIn ? `${system.builtIn(parameter) ?? ''} ` : '';
  const { mainCf } = system;
  const lead = mainCf.text.endsWith('\n') ? '' : '\n';
  const line = `${lead}${parameter} = ${before}${spec}\n`;
  return { title: `Name it in ${parameter}`, edits: [insertText(mainCf.file, mainCf.text.length, line)] };
}
