import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import type { Edit, FileId } from '../core/text.ts';
import { showRuleCommand } from '../protocol.ts';
import type { Report } from '../workspace/findings.ts';
import { allowanceFor } from '../workspace/suppression.ts';
import type { Converter } from './convert.ts';

/** All safe fixes of a file at once; for `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.postmaster`;

/** True where the client asks for this kind of action, or for one that it belongs to. Where it names none, source actions are not meant. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (!only) return kind === CodeActionKind.QuickFix;
  return only.some((it) => kind === it || kind.startsWith(`${it}.`));
}

export function fixAllAction(edits: readonly Edit[], convert: Converter): CodeAction[] {
  return edits.length === 0 ? [] : [{ title: 'Make all safe fixes', kind: fixAllKind, edit: convert.workspaceEdit(edits) }];
}

/** What can be done about the findings that touch a range: their fixes, then to allow them there, then to read about the rule. */
export function codeActions(
  reports: readonly Report[],
  file: FileId,
  range: Range,
  convert: Converter,
  textOf: (file: FileId) => string,
): CodeAction[] {
  const [start, end] = [convert.offset(file, range.start), convert.offset(file, range.end)];
  const here = reports.filter(({ at }) => at.file === file && at.start <= end && start <= at.end);
  const withDiagnostics = here.map((report) => ({ report, diagnostic: convert.diagnostic(report) }));
  return [
    ...withDiagnostics.flatMap(({ report, diagnostic }) => (report.fixes ?? []).map((fix) => convert.quickFix(fix, diagnostic))),
    ...withDiagnostics.flatMap(({ report, diagnostic }) => aboutRule(report, diagnostic, convert, textOf)),
  ];
}

function aboutRule(
  { rule, at }: Report,
  diagnostic: Diagnostic,
  convert: Converter,
  textOf: (file: FileId) => string,
): readonly CodeAction[] {
  const comment = allowanceFor(textOf(at.file), at.start, rule);
  const edit = convert.workspaceEdit([{ at: { file: at.file, start: comment.at, end: comment.at }, text: comment.text }]);
  const title = `Show Rule ${rule}`;
  const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  return [
    { title: `Allow ${rule} here`, ...common, edit },
    { title, ...common, command: { title, command: showRuleCommand, arguments: [rule] } },
  ];
}
