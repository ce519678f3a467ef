import type { NameUse } from '../../core/system.ts';
import type { DovecotConf, Statement } from './syntax/dovecotConf.ts';

/** Where settings are set, and where values use them as `$name`. What stands in a block of another kind is named for that block only. */
export function namesOf(files: readonly DovecotConf[]): readonly NameUse[] {
  return files.flatMap((it) => it.statements.flatMap((statement) => [...inStatement(statement, it.text)]));
}

/** Blocks whose settings are those of the whole. Source: the manual of Dovecot 2.3 about protocol, local and remote blocks. */
const filters = new Set(['protocol', 'local', 'remote', 'local_name']);

function* inStatement(it: Statement, text: string): Generator<NameUse> {
  switch (it.kind) {
    case 'section':
      if (filters.has(it.name.text)) for (const inner of it.body) yield* inStatement(inner, text);
      return;
    case 'setting': {
      yield { kind: 'setting', name: it.name.text, role: 'definition', at: it.name.at };
      if (it.source !== 'variables') return;
      const { file, start, end } = it.value.at;
      for (const { index, 1: name } of text.slice(start, end).matchAll(/\$(\w+)/g)) {
        const from = start + index + 1;
        yield { kind: 'setting', name: name!, role: 'reference', at: { file, start: from, end: from + name!.length } };
      }
      return;
    }
    case 'include':
      return;
    default:
      it satisfies never;
  }
}
