import { type TextEditor, window } from 'vscode';
import { parseAddress } from '../net/address.ts';
import { parseDomain } from '../net/domain.ts';

/** What a person probably means: the selection or the word at the cursor, where that is an address or a domain. */

const word = /[^\s<>,;:"'()[\]{}=]+@[^\s<>,;:"'()[\]{}=]+|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/u;

/** The address at the cursor, or an empty text. */
export function addressAtCursor(editor: TextEditor | undefined = window.activeTextEditor): string {
  const text = textAt(editor);
  const address = parseAddress(text);
  return address.kind === 'address' && address.domain ? text : '';
}

/** The domain at the cursor, also that of an address; or an empty text. */
export function domainAtCursor(editor: TextEditor | undefined = window.activeTextEditor): string {
  const text = textAt(editor);
  const address = parseAddress(text);
  if (address.kind === 'address') return address.domain?.text ?? '';
  const domain = parseDomain(text);
  return domain.kind === 'domain' && domain.ascii.includes('.') ? domain.text : '';
}

function textAt(editor: TextEditor | undefined): string {
  if (!editor) return '';
  const { document, selection } = editor;
  if (!selection.isEmpty) return selection.isSingleLine ? document.getText(selection).trim() : '';
  const range = document.getWordRangeAtPosition(selection.active, word);
  return range ? document.getText(range).replace(/\.$/, '') : '';
}
