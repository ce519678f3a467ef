import type { Mta } from '../core/mta.ts';
import type { Example, Severity } from '../core/rule.ts';
import { siteRules } from '../site/rules/index.ts';
import { readerRules } from '../workspace/readerRules.ts';
import { codeBlock } from './markdown.ts';

/** What a rule says about itself. */
export interface RuleText {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly source: string;
  readonly why: string;
  readonly examples?: readonly Example[];
}

/** All rules: those of each server, those about several of one host, and those of the readers. */
export function allRules(mtas: readonly Mta[]): readonly RuleText[] {
  return [...mtas.flatMap((it): readonly RuleText[] => it.rules), ...siteRules, ...readerRules];
}

/** One rule as Markdown. The examples stand there with the marks that the rule makes in them. */
export function ruleManual(rule: RuleText, level = 1): string {
  const { id, severity, summary, source, why, examples = [] } = rule;
  const parts = [
    `${'#'.repeat(level)} ${id}`,
    `${summary}.`,
    why.trim(),
    `- Severity: ${severity}\n- Source: ${source}\n- Allow it with: \`# postmaster: allow ${id}\``,
    ...examples.flatMap((it) => exampleParts(it, level + 1)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The whole manual, as RULES.md has it. */
export function rulesManual(mtas: readonly Mta[]): string {
  const rules = allRules(mtas);
  const rows = rules.map((it) => `| [${it.id}](#${anchorOf(it.id)}) | ${it.severity} | ${it.summary.replaceAll('|', '\\|')} |`);
  const table = ['| Rule | Severity | Says |', '|---|---|---|', ...rows].join('\n');
  const intro = `# Rules

This file is made from the rules themselves: the examples below are also their tests.
A comment \`# postmaster: allow <rule>\` on the line above silences a rule there; the setting \`postmaster.rules\` changes its level.`;
  return [intro, table, ...rules.map((it) => ruleManual(it, 2).trimEnd())].join('\n\n').concat('\n');
}

function exampleParts(example: Example, level: number): readonly string[] {
  const heading = `${'#'.repeat(level)} ${example.title}`;
  if ('good' in example) return [heading, 'Nothing is wrong here:', block(example.good)];
  const fixed = example.fixed === undefined ? [] : ['After the first fix:', block(example.fixed)];
  return [heading, block(example.bad), ...fixed];
}

function block(text: string): string {
  return codeBlock(text.replace(/^\n/, ''));
}

/** As the readers of Markdown make it from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
