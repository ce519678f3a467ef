import type { Deployment } from '../deployment.ts';
import type { Fault } from '../fault.ts';
import {
  appended,
  domainLists,
  entriesOf,
  expanded,
  type Line,
  misspelled,
  recipientTables,
  replaced,
  tablesOf,
  targetsOf,
  withWord,
} from '../text.ts';

const mainCf = '/etc/postfix/main.cf';

/** What goes wrong in tables of addresses. */
export const tableFaults: readonly Fault[] = [
  {
    kind: 'typo in the target of a virtual alias',
    made: 'somebody types an address from memory',
    *apply(deployment) {
      for (const [i, line] of aliasesOf(deployment).entries()) {
        for (const target of targetsOf(line)) {
          const [local = '', domain] = target.split('@');
          const wrong = misspelled(local, i) + (domain === undefined ? '' : `@${domain}`);
          yield { what: `${line.key} ${target} -> ${wrong}`, files: replaced(deployment, line, withWord(line, target, wrong)) };
        }
      }
    },
  },
  {
    kind: 'wrong domain in the target of a virtual alias',
    made: 'somebody copies a line and forgets to change the domain',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) {
        for (const target of targetsOf(line)) {
          const [local = '', domain] = target.split('@');
          const other = ownDomains(deployment).find((it) => it !== domain && !it.startsWith('localhost'));
          if (domain === undefined || other === undefined) continue;
          yield {
            what: `${line.key} ${target} -> ${local}@${other}`,
            files: replaced(deployment, line, withWord(line, target, `${local}@${other}`)),
          };
        }
      }
    },
  },
  {
    kind: 'virtual alias removed that others name',
    made: 'somebody tidies up',
    mayVanish: 'the entry is gone and nothing else names the address',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) yield { what: `without ${line.key}`, files: replaced(deployment, line, undefined) };
    },
  },
  {
    kind: 'mailbox or recipient removed that others name',
    made: 'somebody leaves, the aliases stay',
    mayVanish: 'the entry is gone and nothing else names the address',
    *apply(deployment) {
      for (const line of listedOf(deployment)) yield { what: `without ${line.key}`, files: replaced(deployment, line, undefined) };
    },
  },
  {
    kind: 'entry of a table commented out',
    made: 'somebody switches an address off and forgets who names it',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)]) {
        yield { what: `# ${line.key}`, files: replaced(deployment, line, line.text.replace(/^/gm, '#')) };
      }
    },
  },
  {
    kind: 'typo in the address of an entry',
    made: 'somebody types the key from memory',
    mayVanish: 'the misspelled key is all that is left, and nothing says how it was meant',
    *apply(deployment) {
      for (const [i, line] of [...aliasesOf(deployment), ...listedOf(deployment)].entries()) {
        const [local = '', domain = ''] = line.key.split('@');
        if (local === '') continue;
        const wrong = `${misspelled(local, i)}@${domain}`;
        yield { what: `${line.key} -> ${wrong}`, files: replaced(deployment, line, line.text.replace(line.key, wrong)) };
      }
    },
  },
  {
    kind: 'typo in the domain of an entry',
    made: 'somebody types the domain from memory',
    *apply(deployment) {
      for (const [i, line] of [...aliasesOf(deployment), ...listedOf(deployment)].entries()) {
        const [local = '', domain = ''] = line.key.split('@');
        const wrong = `${local}@${misspelled(domain.replace(/\.[^.]*$/, ''), i)}${/\.[^.]*$/.exec(domain)?.[0] ?? ''}`;
        yield { what: `${line.key} -> ${wrong}`, files: replaced(deployment, line, line.text.replace(line.key, wrong)) };
      }
    },
  },
  {
    kind: 'colon behind the key of a table',
    made: 'somebody is used to alias files',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)]) {
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(line.key, `${line.key}:`)) };
      }
    },
  },
  {
    kind: 'entry of a table indented',
    made: 'a paste from a mail or a template',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)]) {
        yield { what: line.key, files: replaced(deployment, line, `    ${line.text}`) };
      }
    },
  },
  {
    kind: 'key of a table without a value',
    made: 'a list of addresses is pasted in',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)])
        yield { what: line.key, files: replaced(deployment, line, line.key) };
    },
  },
  {
    kind: 'key written twice, the dead one first',
    made: 'a new entry is put at the top, with a target that does not exist yet',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) {
        const [local = '', domain = ''] = line.key.split('@');
        yield { what: line.key, files: replaced(deployment, line, `${line.key} ${local || 'all'}.new@${domain}\n${line.text}`) };
      }
    },
  },
  {
    kind: 'comment behind the targets of a virtual alias',
    made: 'somebody notes a date',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) yield { what: line.key, files: replaced(deployment, line, `${line.text}    # since May`) };
    },
  },
  {
    kind: 'one target of a virtual alias commented out',
    made: 'somebody is on holiday',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) {
        for (const target of targetsOf(line).slice(1)) {
          yield { what: `${line.key} #${target}`, files: replaced(deployment, line, withWord(line, target, `#${target}`)) };
        }
      }
    },
  },
  {
    kind: 'semicolon between the targets of a virtual alias',
    made: 'somebody copies recipients out of a mail program',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) {
        if (2 <= targetsOf(line).length) yield { what: line.key, files: replaced(deployment, line, line.text.replace(/,\s*/g, '; ')) };
      }
    },
  },
  {
    kind: 'two targets of a virtual alias run together',
    made: 'a comma is deleted with the blank behind it',
    *apply(deployment) {
      for (const line of aliasesOf(deployment)) {
        if (2 <= targetsOf(line).length) yield { what: line.key, files: replaced(deployment, line, line.text.replace(/,\s*/, '')) };
      }
    },
  },
  {
    kind: 'anchor of a virtual alias domain removed',
    made: 'somebody wonders what "example.com anything" is for',
    *apply(deployment) {
      for (const line of entriesOf(deployment, 'virtual_alias_maps')) {
        if (!line.key.includes('@')) yield { what: line.key, files: replaced(deployment, line, undefined) };
      }
    },
  },
  {
    kind: 'catch-all to nobody in a mailbox domain',
    made: 'somebody adds a catch-all, and the mailbox for it tomorrow',
    *apply(deployment) {
      const file = keyTableOf(deployment, 'virtual_alias_maps');
      if (file === undefined) return;
      for (const domain of new Set(listedOf(deployment).map((it) => it.key.replace(/.*@/, '')))) {
        if ((deployment.site.files[file] ?? '').includes(`\n@${domain} `)) continue;
        yield { what: `@${domain}`, files: appended(deployment, file, `@${domain}    catchall@${domain}`) };
      }
    },
  },
  {
    kind: 'mailbox in the table of aliases',
    made: 'somebody opens the wrong one of two files',
    *apply(deployment) {
      const file = keyTableOf(deployment, 'virtual_alias_maps');
      if (file === undefined) return;
      for (const line of entriesOf(deployment, 'virtual_mailbox_maps')) {
        yield { what: line.key, files: { ...replaced(deployment, line, undefined), ...appended(deployment, file, line.text) } };
      }
    },
  },
  {
    kind: 'alias in the table of mailboxes',
    made: 'somebody opens the wrong one of two files',
    *apply(deployment) {
      const file = keyTableOf(deployment, 'virtual_mailbox_maps');
      if (file === undefined) return;
      for (const line of aliasesOf(deployment)) {
        if (targetsOf(line).length !== 1) continue;
        yield { what: line.key, files: { ...replaced(deployment, line, undefined), ...appended(deployment, file, line.text) } };
      }
    },
  },
  {
    kind: 'virtual alias in the alias file',
    made: 'somebody thinks that an alias is an alias',
    *apply(deployment) {
      const file = tablesOf(deployment, 'alias_maps')[0]?.file;
      if (file === undefined) return;
      for (const line of aliasesOf(deployment)) {
        const moved = `${line.key.replace(/@.*/, '')}: ${line.value}`;
        const invisible = 'the alias is a good one for the domains of the machine, and nothing says that it was meant for another';
        yield { what: line.key, files: { ...replaced(deployment, line, undefined), ...appended(deployment, file, moved) }, invisible };
      }
    },
  },
  {
    kind: 'dot at the end of a domain in a table',
    made: 'somebody comes from zone files',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)]) {
        yield { what: `${line.key}.`, files: replaced(deployment, line, line.text.replace(line.key, `${line.key}.`)) };
      }
    },
  },
  {
    kind: 'angle brackets around an address of a table',
    made: 'an address is pasted from a mail',
    *apply(deployment) {
      for (const line of [...aliasesOf(deployment), ...listedOf(deployment)]) {
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(line.key, `<${line.key}>`)) };
      }
    },
  },
  {
    kind: 'typo in the target of a canonical entry',
    made: 'somebody types the new form of an address from memory',
    *apply(deployment) {
      for (const [i, line] of entriesOf(deployment, 'recipient_canonical_maps', 'canonical_maps').entries()) {
        const [local = '', domain = ''] = line.value.split('@');
        const wrong = `${misspelled(local, i)}@${domain}`;
        yield { what: `${line.key} -> ${wrong}`, files: replaced(deployment, line, withWord(line, line.value, wrong)) };
      }
    },
  },
  {
    kind: 'table emptied',
    made: 'the export of a directory fails at night and writes an empty file',
    *apply(deployment) {
      for (const { file, type } of tablesOf(deployment, ...recipientTables)) {
        if (!/regexp|pcre/.test(type))
          yield { what: file, files: { [file]: '# exported by cron\n' }, faulty: [{ file: mainCf, piece: file.replace(/.*\//, '') }] };
      }
    },
  },
  {
    kind: 'addresses with a prefix',
    made: 'the list of recipients is exported from a directory as proxyAddresses',
    *apply(deployment) {
      for (const line of listedOf(deployment)) {
        yield { what: `smtp:${line.key}`, files: replaced(deployment, line, line.text.replace(line.key, `smtp:${line.key}`)) };
      }
    },
  },
  {
    kind: 'names instead of addresses in a list of recipients',
    made: 'the export lists the login names',
    *apply(deployment) {
      for (const line of listedOf(deployment)) {
        const name = line.key.replace(/@.*/, '');
        if (name !== '') yield { what: name, files: replaced(deployment, line, line.text.replace(line.key, name)) };
      }
    },
  },
  {
    kind: 'address mentioned in a table with its transport only',
    made: 'a recipient is taken out of the list, its transport stays',
    *apply(deployment) {
      const routed = new Set(entriesOf(deployment, 'transport_maps').map((it) => it.key));
      for (const line of entriesOf(deployment, 'relay_recipient_maps', 'local_recipient_maps')) {
        if (routed.has(line.key)) yield { what: line.key, files: replaced(deployment, line, undefined) };
      }
    },
  },
];

function aliasesOf(deployment: Deployment): readonly Line[] {
  return entriesOf(deployment, 'virtual_alias_maps').filter((it) => it.key.includes('@'));
}

function listedOf(deployment: Deployment): readonly Line[] {
  return entriesOf(deployment, ...recipientTables.slice(1), 'local_recipient_maps').filter((it) => it.key.includes('@'));
}

function keyTableOf(deployment: Deployment, parameter: string): string | undefined {
  return tablesOf(deployment, parameter).find((it) => !/regexp|pcre/.test(it.type))?.file;
}

export function ownDomains(deployment: Deployment): readonly string[] {
  const words = domainLists.flatMap((it) => expanded(deployment, it).split(/[\s,]+/));
  const listed = words.flatMap((it) => {
    const text = it.startsWith('/')
      ? deployment.site.files[it]
      : it.includes(':/')
        ? deployment.site.files[it.replace(/^\w+:/, '')]
        : undefined;
    return text === undefined ? it : text.split('\n').map((line) => line.split(/\s/)[0] ?? '');
  });
  return [...new Set(listed)].filter((it) => /^[\w-]+(\.[\w-]+)+$/.test(it));
}
