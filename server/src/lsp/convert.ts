import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Fix, Severity } from '../core/rule.ts';
import type { Edit, FileId, Place } from '../core/text.ts';
import { type RunInTerminal, runInTerminalCommand } from '../protocol.ts';
import type { Report } from '../workspace/findings.ts';
import { uriOf } from './uri.ts';

/** Offsets to lines and columns: columns count UTF-16 code units, as the protocol does unless it is told otherwise. */
export interface Converter {
  range(at: Place): Range;
  offset(file: FileId, position: Position): number;
  diagnostic(report: Report): Diagnostic;
  workspaceEdit(edits: readonly Edit[]): WorkspaceEdit;
  quickFix(fix: Fix, diagnostic: Diagnostic): CodeAction;
}

/** The line breaks of each file are counted once. */
export function converter(textOf: (file: FileId) => string): Converter {
  const documents = new Map<FileId, Document>();
  return { range, offset, diagnostic, workspaceEdit, quickFix };

  function documentOf(file: FileId): Document {
    let res = documents.get(file);
    if (!res) documents.set(file, (res = documentFor(file, textOf(file))));
    return res;
  }

  function range({ file, start, end }: Place): Range {
    const { text, hidden } = documentOf(file);
    return { start: text.positionAt(start - hidden), end: text.positionAt(end - hidden) };
  }

  function offset(file: FileId, position: Position): number {
    const { text, hidden } = documentOf(file);
    return hidden + text.offsetAt(position);
  }

  function diagnostic({ at, message, rule, severity, related }: Report): Diagnostic {
    const information = related?.map((it) => ({ location: { uri: uriOf(it.at.file), range: range(it.at) }, message: it.message }));
    return {
      range: range(at),
      message,
      severity: severities[severity],
      code: rule,
      source: 'postmaster',
      ...(information ? { relatedInformation: information } : {}),
    };
  }

  function workspaceEdit(edits: readonly Edit[]): WorkspaceEdit {
    const changes: Record<string, TextEdit[]> = {};
    for (const { at, text } of edits) (changes[uriOf(at.file)] ??= []).push({ range: range(at), newText: text });
    return { changes };
  }

  function quickFix({ title, edits, command }: Fix, diagnostic: Diagnostic): CodeAction {
    const line: RunInTerminal | undefined = command === undefined ? undefined : { line: command };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(0 < edits.length ? { edit: workspaceEdit(edits) } : {}),
      ...(line ? { command: { title, command: runInTerminalCommand, arguments: [line] } } : {}),
    };
  }
}

interface Document {
  /** As an editor has it. */
  readonly text: TextDocument;
  /** How many characters before it an editor keeps to itself: a byte order mark has no column. */
  readonly hidden: 0 | 1;
}

function documentFor(file: FileId, text: string): Document {
  const hidden = text.startsWith('\uFEFF') ? 1 : 0;
  return { text: TextDocument.create(uriOf(file), '', 0, text.slice(hidden)), hidden };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const satisfies Record<Severity, DiagnosticSeverity>;
