import type { Severity } from '../../../server/src/core/rule.ts';
import type { Report } from '../../../server/src/workspace/findings.ts';
import type { Region } from '../positions.ts';

/** A finding as every output format needs it: files by the name that the reader knows, lines and columns from 1. */
export interface Listed extends Region {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly message: string;
  readonly related: readonly (Region & { readonly file: string; readonly message: string })[];
  readonly fixes: readonly { readonly title: string; readonly command?: string }[];
}

/** Turns what the rules found into what is printed: offsets become lines and columns, paths become names. */
export function listed(report: Report, regionOf: (at: Report['at']) => Region, nameOf: (file: string) => string): Listed {
  const { rule, severity, at, message, related = [], fixes = [] } = report;
  return {
    rule,
    severity,
    file: nameOf(at.file),
    ...regionOf(at),
    message,
    related: related.map((it) => ({ file: nameOf(it.at.file), ...regionOf(it.at), message: it.message })),
    fixes: fixes.map(({ title, command }) => (command === undefined ? { title } : { title, command })),
  };
}
