import { written } from '../../../server/src/core/sourced.ts';
import type { Mention, Seen } from '../../../server/src/core/system.ts';
import { expand } from '../../../server/src/mta/exim/expand/expand.ts';
import type { Scope } from '../../../server/src/mta/exim/expand/scope.ts';
import { variablesOf } from '../../../server/src/mta/exim/expand/variables.ts';
import { tablesOf } from '../../../server/src/mta/exim/lookup/tables.ts';
import { readConfiguration } from '../../../server/src/mta/exim/syntax/configuration.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { filesOf } from '../box/host.ts';
import type { EximSite } from './ask.ts';

/** The site as our own parts see it: the files that it brings, and no others. */
export function scopeOf(site: EximSite): Scope {
  const files = filesOf({ files: site.files ?? {}, users: site.users ?? [], hostname: 'mail.example.com', mailname: 'example.com' }, []);
  const mention = (it: Mention): Seen => seen(it, files);
  const path = '/etc/exim4/exim4.conf';
  const configuration = readConfiguration([{ file: eximConf.parse(path, site.config ?? ''), path }], mention);
  const option = (name: string) => configuration.option(name)?.value.text ?? '';
  return {
    variable: variablesOf({
      primary_hostname: option('primary_hostname'),
      qualify_domain: option('qualify_domain'),
      qualify_recipient: option('qualify_recipient'),
      local_part: '',
      domain: '',
    }),
    list: configuration.list,
    tables: tablesOf(mention),
  };
}

function seen({ path, format }: Mention, files: Readonly<Record<string, string>>): Seen {
  const text = files[path];
  if (text !== undefined && format) return { kind: 'file', file: format.parse(path, text), modified: 0 };
  if (text !== undefined) return { kind: 'present', file: path, modified: 0, size: text.length };
  if (Object.keys(files).some((it) => it.startsWith(path.replace(/\/?$/, '/')))) return { kind: 'directory', file: path };
  return { kind: 'absent', expected: path };
}

/** What we say of a string: the text, Failed, Died, or undefined where we do not know. */
export function ourAnswer(text: string, scope: Scope): string | undefined {
  const res = expand(written(text, { file: 'question', start: 0, end: text.length }), scope);
  if (res.kind === 'unknown') return undefined;
  if (res.kind === 'error' && res.dies) return 'Died';
  return res.kind === 'value' ? res.value.text : 'Failed';
}
