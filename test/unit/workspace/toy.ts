import type { Mta, Surroundings } from '../../../server/src/core/mta.ts';
import type { Finding, Rule } from '../../../server/src/core/rule.ts';
import type { Entry, Format, ParsedFile } from '../../../server/src/core/syntax.ts';
import type { MailSystem, Mention } from '../../../server/src/core/system.ts';

/**
 * A mail server for tests. `toy.conf` begins a system; every line is `name = value`, and `include = PATH` mentions another
 * such file, `look = PATH` a file whose presence is wanted. The value `bad` is a finding of toy/bad.
 */
export function toy(options: { readonly rules?: readonly Rule[]; readonly parsed?: string[] } = {}): Mta {
  const format: Format = {
    id: 'toy',
    parse(file, text) {
      options.parsed?.push(file);
      return parseToy(file, text);
    },
  };
  return {
    id: 'toy',
    name: 'Toy',
    vocabulary: new Map(),
    rules: options.rules ?? [badRule],
    recognize: (path) => (path.endsWith('/toy.conf') ? format : undefined),
    beginning: format,
    begins: (path) => path.endsWith('/toy.conf'),
    model: (root, surroundings) => modelToy(root, surroundings, format),
    reply: () => ({ verdict: 'unknown' }),
    explain: (_, address, client) => ({ address, client, rcpt: { verdict: 'unknown' }, deliveries: [], steps: [] }),
    follow: () => ({ deliveries: [], steps: [] }),
  };
}

export const badRule: Rule = {
  id: 'toy/bad',
  severity: 'warning',
  summary: 'A value is bad',
  source: 'toy.c',
  why: 'Bad values are bad.',
  examples: [{ title: 'Good', good: 'a = b\n' }],
  check: (system) => system.files.flatMap((it) => it.entries.filter(isBad).map(finding)),
};

function isBad(it: Entry): boolean {
  return it.values.some((value) => value.text === 'bad');
}

function finding({ name, values }: Entry): Finding {
  return { at: values.find((it) => it.text === 'bad')!.at, message: `${name.text} is bad` };
}

function parseToy(file: string, text: string): ParsedFile {
  const entries: Entry[] = [];
  const problems: { at: Entry['at']; message: string }[] = [];
  for (const match of text.matchAll(/^(?!#)(\S+)( = )?((?:.|\n[ \t])*)$/gm)) {
    const [whole, name = '', equals, value = ''] = match;
    const at = { file, start: match.index, end: match.index + whole.length };
    if (!equals) problems.push({ at, message: `no = in "${whole.trim()}", so it is skipped` });
    const from = at.start + name.length + (equals?.length ?? 0);
    const values = [...value.matchAll(/\S+/g)].map((it) => ({
      text: it[0],
      at: { file, start: from + it.index, end: from + it.index + it[0].length },
    }));
    entries.push({ kind: 'setting', name: { text: name, at: { ...at, end: at.start + name.length } }, values, body: [], at });
  }
  return { file, format: 'toy', text, entries, problems };
}

function modelToy(root: ParsedFile, surroundings: Surroundings, format: Format): MailSystem {
  const files = [root];
  const mentions: Mention[] = [];
  // The list grows while it is walked: an included file includes others.
  for (const file of files)
    for (const { name, values } of file.entries) {
      const [path] = values;
      if (!path || (name.text !== 'include' && name.text !== 'look')) continue;
      const mention = { path: path.text, at: path.at, ...(name.text === 'include' ? { format } : {}) };
      mentions.push(mention);
      const seen = surroundings.seen(mention);
      if (seen.kind === 'file' && !files.some((it) => it.file === seen.file.file)) files.push(seen.file);
    }
  return {
    mta: 'toy',
    root: root.file,
    files,
    mentions,
    claims: [],
    tables: [],
    names: [],
    setting: () => undefined,
    builtIn: () => undefined,
    classOf: () => ({ kind: 'elsewhere' }),
    redirections: () => [],
    redirectionAt: () => undefined,
    redirectionFor: () => undefined,
    textOf: (file) => files.find((it) => it.file === file)?.text ?? '',
  };
}
