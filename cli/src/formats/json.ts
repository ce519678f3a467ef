import { jsonLine } from '../io.ts';
import type { Listed } from './listed.ts';

/** One object a line. */
export function toJson(findings: readonly Listed[]): string {
  return findings
    .map(({ rule, severity, file, line, column, endLine, endColumn, message, related, fixes }) =>
      jsonLine({ rule, severity, file, line, column, endLine, endColumn, message, related, fixes: fixes.map((it) => it.title) }),
    )
    .join('');
}
