import type { Severity } from '../../../server/src/core/rule.ts';
import type { Listed } from './listed.ts';

/** Workflow commands: GitHub shows them at the lines of a pull request. */
export function toGithub(findings: readonly Listed[]): string {
  return findings.map(annotation).join('');
}

function annotation({ severity, file, line, endLine, column, endColumn, rule, message }: Listed): string {
  // GitHub takes columns only where both ends are on one line.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = Object.entries({ file, line, endLine, ...columns, title: rule })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${levels[severity]} ${properties}::${escapeData(message)}\n`;
}

const levels = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const satisfies Record<Severity, string>;

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
