import type { Severity } from '../../../server/src/core/rule.ts';
import { type RuleText, ruleManual } from '../../../server/src/features/ruleManual.ts';
import type { Region } from '../positions.ts';
import type { Listed } from './listed.ts';

/** SARIF 2.1.0, for code scanning. Files are relative to the folder that the check ran in. */
export function toSarif(findings: readonly Listed[], rules: readonly RuleText[], version: string): string {
  const used = rules.filter(({ id }) => findings.some((it) => it.rule === id));
  const indexOf = new Map(used.map((it, i) => [it.id, i]));
  const driver = { name: 'Postmaster', semanticVersion: version, rules: used.map(ruleOf) };
  const results = findings.map((it) => ({
    ruleId: it.rule,
    ruleIndex: indexOf.get(it.rule) ?? -1,
    level: levels[it.severity],
    message: { text: it.message },
    locations: [locationOf(it)],
    relatedLocations: it.related.map((related, id) => ({ id, message: { text: related.message }, ...locationOf(related) })),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(rule: RuleText): object {
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why.trim() },
    help: { text: rule.why.trim(), markdown: ruleManual(rule) },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function locationOf({ file, line, column, endLine, endColumn }: Region & { readonly file: string }): object {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  const artifactLocation = file.startsWith('/') ? { uri: `file://${uri}` } : { uri };
  return { physicalLocation: { artifactLocation, region: { startLine: line, startColumn: column, endLine, endColumn } } };
}

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const satisfies Record<Severity, string>;
