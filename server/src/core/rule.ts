import type { MailSystem } from './system.ts';
import type { Edit, Place } from './text.ts';

/** error: mail is lost or the server does not run. Reporting it on a working setup is a bug of ours. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** An order ("Remove example.com from mydestination"). `command` is offered to a terminal and never run unasked. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly command?: string;
  /** True where applying it to a whole file at once cannot change what works. */
  readonly safe?: boolean;
}

export interface Finding {
  readonly at: Place;
  /** One sentence without a full stop: first the fact, then the consequence. */
  readonly message: string;
  /** Weaker than the rule's where the files show that the case is milder. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly fixes?: readonly Fix[];
}

/** A test and a paragraph of the manual at once, in the fixture language of `test/unit/fixture.ts`. */
export type Example =
  | { readonly title: string; readonly good: string }
  | { readonly title: string; readonly bad: string; readonly fixed?: string };

/** Code, manual and tests of one pitfall. The id reads well after "allow". */
export interface Rule<System extends MailSystem = MailSystem> {
  readonly id: `${string}/${string}`;
  readonly severity: Severity;
  readonly summary: string;
  /** The manual page or the function of the server that says so. */
  readonly source: string;
  readonly why: string;
  readonly examples: readonly [Example, ...Example[]];
  check(system: System): Iterable<Finding>;
}
