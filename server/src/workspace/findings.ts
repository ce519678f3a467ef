import type { Finding, Severity } from '../core/rule.ts';
import type { FileId } from '../core/text.ts';
import type { Member } from '../site/member.ts';
import { siteRules } from '../site/rules/index.ts';
import { attempt, type Log } from './attempt.ts';
import { encodingRule, syntaxRule, unreadableRule } from './readerRules.ts';
import type { Level } from './settings.ts';
import { allowancesIn } from './suppression.ts';
import type { SystemView } from './systems.ts';

/** A finding with the rule that made it, at the level that holds here. */
export interface Report extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/** More findings of one rule in one file are counted, not kept: a table may have a million bad lines. */
export const mostFindings = 1000;

/** A rule that has found this much is stopped: counting on would keep an editor waiting. */
export const mostCounted = 10 * mostFindings;

interface RuleRun {
  readonly id: string;
  readonly severity: Severity;
  readonly check: () => Iterable<Finding>;
  /** Silent where another rule has spoken of the same place: the server's own rules have the better word. */
  readonly yields?: true;
}

/** What all rules find in all systems, in the order of files and places. A fault in one rule does not hide the others. */
export function findingsOf(systems: readonly SystemView[], levels: ReadonlyMap<string, Level>, log: Log): readonly Report[] {
  const allowances = new Map<FileId, ReturnType<typeof allowancesIn>>();
  const res: Report[] = [];
  const told = new Set<string>();
  const taken = new Set<string>();
  // Rules about a host come first: they know what no server sees alone.
  for (const host of new Set(systems.map((it) => it.host))) runAll(runsOfHost(host), host);
  for (const view of systems) runAll(runsOf(view), [view]);
  return res.sort(byPlace);

  function runAll(runs: readonly RuleRun[], members: readonly Member[]): void {
    for (const run of runs) {
      const level = levels.get(run.id);
      if (level !== 'off') attempt(log, `the rule ${run.id}`, () => collect(run, level ?? run.severity, members), undefined);
    }
  }

  function collect({ id, check, yields }: RuleRun, severity: Severity, members: readonly Member[]): void {
    const counts = new Map<FileId, { count: number; surplus?: Finding }>();
    let total = 0;
    for (const finding of check()) {
      if (mostCounted < ++total) break;
      const { file, start, end } = finding.at;
      if (isAllowed(id, finding, members)) continue;
      // Two systems may read the same file.
      const place = `${file}\n${start}\n${end}`;
      const key = `${place}\n${id}\n${finding.message}`;
      if (told.has(key) || (yields && taken.has(place))) continue;
      const count = counts.get(file) ?? { count: 0 };
      counts.set(file, count);
      if (++count.count <= mostFindings) {
        told.add(key);
        if (!yields) taken.add(place);
        res.push({ ...finding, rule: id, severity: milder(severity, finding.severity) });
      } else count.surplus ??= finding;
    }
    for (const { count, surplus } of counts.values()) {
      if (!surplus) continue;
      const least = mostCounted < total ? 'at least ' : '';
      const message = `${least}${count - mostFindings} more findings of this rule in this file are not listed, this is the first of them`;
      res.push({ at: surplus.at, message, rule: id, severity: milder(severity, surplus.severity) });
    }
  }

  function isAllowed(rule: string, { at }: Finding, members: readonly Member[]): boolean {
    let allows = allowances.get(at.file);
    const text = () => members.map(({ system }) => system.textOf(at.file)).find((it) => it !== '') ?? '';
    if (!allows) allowances.set(at.file, (allows = allowancesIn(text())));
    return allows(rule, at.start);
  }
}

function runsOfHost(host: readonly Member[]): readonly RuleRun[] {
  if (host.length < 2) return [];
  return siteRules.map((it) => ({ id: it.id, severity: it.severity, check: () => it.check(host) }));
}

/** The rules of the workspace come last, and yield to the server's own. */
function runsOf(view: SystemView): readonly RuleRun[] {
  const { mta, system } = view;
  return [
    ...mta.rules.map((it) => ({ id: it.id, severity: it.severity, check: () => it.check(system) })),
    {
      ...syntaxRule,
      yields: true,
      check: () => system.files.flatMap((it) => it.problems.map((problem) => ({ severity: 'warning' as const, ...problem }))),
    },
    { ...unreadableRule, yields: true, check: () => unreadable(view) },
    { ...encodingRule, check: () => system.files.flatMap((it) => view.foreign(it.file) ?? []) },
  ];
}

function unreadable({ system, seen }: SystemView): Finding[] {
  return system.mentions.flatMap((mention): Finding[] => {
    const { at, path, format } = mention;
    if (!at || !format) return [];
    const res = seen(mention);
    if (res.kind === 'directory') return [{ at, message: `${path} is a folder, so nothing is known about what it would say` }];
    if (res.kind === 'unreadable') return [{ at, message: `${path} cannot be read: ${res.why}, so nothing is known about what it says` }];
    return [];
  });
}

const order: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

/** A finding that the files show to be mild stays mild, whatever level its rule has. */
function milder(rule: Severity, finding: Severity | undefined): Severity {
  return finding !== undefined && order.indexOf(finding) < order.indexOf(rule) ? finding : rule;
}

function byPlace(a: Report, b: Report): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start || order.indexOf(b.severity) - order.indexOf(a.severity);
}
