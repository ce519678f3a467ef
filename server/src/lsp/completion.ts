import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver';
import type { Candidate, Completion } from '../features/completion.ts';
import type { Converter } from './convert.ts';

/** Letters behind which an editor asks without being told to: a variable, a path, the type of a table, a domain, a list. */
export const triggerCharacters = ['$', '{', '/', '@', '+'];

export function completionList({ at, candidates, isCut }: Completion, convert: Converter): CompletionList {
  const range = convert.range(at);
  const items = candidates.map(({ label, kind, detail, about }): CompletionItem => {
    const edit = { range, newText: label };
    return {
      label,
      kind: itemKinds[kind],
      textEdit: edit,
      filterText: label,
      ...(detail === undefined ? {} : { detail }),
      ...(about === undefined ? {} : { documentation: about }),
    };
  });
  return { isIncomplete: isCut, items };
}

const itemKinds = {
  setting: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  word: CompletionItemKind.Keyword,
  type: CompletionItemKind.Class,
  file: CompletionItemKind.File,
  domain: CompletionItemKind.Module,
  recipient: CompletionItemKind.Value,
} as const satisfies Record<Candidate['kind'], CompletionItemKind>;
