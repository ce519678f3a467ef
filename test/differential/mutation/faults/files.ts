import type { Deployment } from '../deployment.ts';
import type { Fault } from '../fault.ts';
import { aliasEntries, entriesOf, type Line, misspelled, parametersOf, recipientTables, replaced, tablesOf } from '../text.ts';
import { ownDomains } from './tables.ts';

const mainCf = '/etc/postfix/main.cf';

/** What editors, scripts and copies do to whole files. */
export const fileFaults: readonly Fault[] = [
  {
    kind: 'two entries on one line',
    made: 'a script appends to a file whose last line has no line break',
    *apply(deployment) {
      for (const line of entries(deployment)) {
        const text = deployment.site.files[line.file] ?? '';
        if (!/^\n[^\s#]/.test(text.slice(line.end))) continue;
        yield { what: `${line.key} and the next`, files: { [line.file]: text.slice(0, line.end) + text.slice(line.end + 1) } };
      }
    },
  },
  {
    kind: 'byte order mark',
    made: 'a file is saved by an editor of another system',
    *apply(deployment) {
      for (const file of named(deployment)) yield { what: file, files: { [file]: `\uFEFF${deployment.site.files[file]}` } };
    },
  },
  {
    kind: 'line breaks of another system',
    made: 'a file is saved by an editor of another system',
    *apply(deployment) {
      for (const file of [mainCf, ...named(deployment)]) {
        yield { what: file, files: { [file]: deployment.site.files[file]!.replace(/\n/g, '\r\n') } };
      }
    },
  },
  {
    kind: 'variable misspelled',
    made: 'somebody types $alias_map for $alias_maps',
    *apply(deployment) {
      for (const [i, line] of parametersOf(deployment.site.files).entries()) {
        for (const [, name = ''] of line.value.matchAll(/\$\{?(\w+)/g)) {
          const wrong = misspelled(name, i);
          yield { what: `${line.key}: $${wrong}`, files: replaced(deployment, line, line.text.replace(`$${name}`, `$${wrong}`)) };
        }
      }
    },
  },
  {
    kind: 'parameter with a capital letter',
    made: 'somebody writes it as it looks better',
    *apply(deployment) {
      for (const line of parametersOf(deployment.site.files)) {
        if (!/_(maps|domains)$|^mydestination$/.test(line.key)) continue;
        const wrong = line.key.slice(0, 1).toUpperCase() + line.key.slice(1);
        yield { what: wrong, files: replaced(deployment, line, line.text.replace(line.key, wrong)) };
      }
    },
  },
  {
    kind: 'first line of several commented out',
    made: 'somebody switches an entry off and does not see that it goes on',
    *apply(deployment) {
      for (const line of [...parametersOf(deployment.site.files), ...entries(deployment)]) {
        if (/\n[ \t]/.test(line.text)) yield { what: line.key, files: replaced(deployment, line, `#${line.text}`) };
      }
    },
  },
  {
    kind: 'domain renamed in one file only',
    made: 'a domain gets a new name, and sed(1) is run on one file of several',
    *apply(deployment) {
      for (const file of named(deployment)) {
        const text = deployment.site.files[file]!;
        for (const domain of ownDomains(deployment)) {
          const renamed = text.replaceAll(`@${domain}`, `@new-${domain}`);
          if (renamed !== text) yield { what: `${domain} in ${file}`, files: { [file]: renamed } };
        }
      }
    },
  },
  {
    kind: 'quote forgotten in an alias',
    made: 'somebody shortens a command',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        const last = line.text.lastIndexOf('"');
        if (0 <= last) yield { what: line.key, files: replaced(deployment, line, line.text.slice(0, last) + line.text.slice(last + 1)) };
      }
    },
  },
];

function entries(deployment: Deployment): readonly Line[] {
  return [...aliasEntries(deployment), ...entriesOf(deployment, ...recipientTables)];
}

function named(deployment: Deployment): readonly string[] {
  return tablesOf(deployment, 'alias_maps', ...recipientTables, 'local_recipient_maps').map((it) => it.file);
}
