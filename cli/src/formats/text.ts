import { printable } from '../../../server/src/features/explain.ts';
import type { Listed } from './listed.ts';

/** For people and for editors that jump to file:line:column. */
export function toText(findings: readonly Listed[]): string {
  return findings.map(textOf).join('');
}

function textOf({ file, line, column, severity, message, rule, related, fixes }: Listed): string {
  const lines = [
    `${file}:${line}:${column} ${severity} ${message} (${rule})`,
    ...related.map((it) => `  ${it.file}:${it.line}:${it.column} ${it.message}`),
    ...fixes.map(({ title, command }) => `  fix: ${title}${command === undefined ? '' : ` (${command})`}`),
  ];
  return lines.map((it) => `${printable(it)}\n`).join('');
}
