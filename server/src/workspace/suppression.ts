import { grouped } from './grouped.ts';

/** Comments that silence a rule: `# postmaster: allow <rule-id>` on the line above. */

interface Allowance {
  readonly rule: string;
  /** From the end of the comment to the end of what it speaks of. */
  readonly start: number;
  readonly end: number;
}

const marker = /^[^\S\n]*#[^\S\n]*postmaster:[^\S\n]*allow[^\S\n]+(.+)$/gim;

/**
 * Which findings of a file somebody has allowed. Above a statement the comment speaks of all its lines, the continued ones
 * too; inside a continued statement of the next line only.
 */
export function allowancesIn(text: string): (rule: string, offset: number) => boolean {
  // Most files hold none, and some hold a million lines.
  if (!/postmaster:/i.test(text)) return () => false;
  const allowances = [...text.matchAll(marker)].flatMap((match) => {
    const start = match.index + match[0].length;
    const end = endOfStatement(text, start + 1);
    return idsIn(match[1] ?? '').map((rule): Allowance => ({ rule, start, end }));
  });
  const byRule = grouped(allowances, (it) => it.rule);
  return (rule, offset) => byRule.get(rule)?.some((it) => it.start <= offset && offset < it.end) ?? false;
}

/** The comment that allows a rule at an offset, with the indentation of the line that it stands above. */
export function allowanceFor(text: string, offset: number, rule: string): { readonly at: number; readonly text: string } {
  const at = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^[^\S\n]*/.exec(text.slice(at, offset + 1))?.[0] ?? '';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return { at, text: `${indentation}# postmaster: allow ${rule}${lineBreak}` };
}

/** Ids behind "allow" up to the first word that is none: the rest is somebody's reason. */
function idsIn(words: string): string[] {
  const all = words.split(/[\s,]+/).filter((it) => it !== '');
  const stranger = all.findIndex((it) => !/^[a-z][\w-]*\/[\w-]+$/.test(it));
  return stranger < 0 ? all : all.slice(0, stranger);
}

function endOfStatement(text: string, from: number): number {
  let hasBegun = false;
  let end = from;
  for (let start = from; start < text.length; start = end) {
    const newline = text.indexOf('\n', start);
    end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, end);
    if (/^\s*(#|$)/.test(line)) continue;
    const isIndented = /^\s/.test(line);
    // The comment stood inside a statement, so it speaks of this line alone.
    if (!hasBegun && isIndented) return end;
    if (hasBegun && !isIndented) return start;
    hasBegun = true;
  }
  return text.length + 1;
}
