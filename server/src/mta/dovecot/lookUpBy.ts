import { appendLine, replaceWord } from '../../core/edits.ts';
import type { Fix } from '../../core/rule.ts';
import type { ParsedFile } from '../../core/syntax.ts';
import type { Dovecot } from './system.ts';

/** The auth_username_format with which users are looked up by their local part, or by their whole address; in lower case, as the built-in one. */
export function lookUpBy(system: Dovecot, { file, text }: ParsedFile, form: 'local-part' | 'address'): Fix {
  const format = form === 'address' ? '%Lu' : '%Ln';
  const written = system.assignment('auth_username_format');
  const edit = written ? replaceWord(written.value.at, format) : appendLine(file, text, `auth_username_format = ${format}`);
  return { title: `Set auth_username_format to ${format}`, edits: [edit] };
}
