import type { Deployment } from '../deployment.ts';
import type { Change, Fault } from '../fault.ts';
import {
  aliasEntries,
  appended,
  domainLists,
  entriesOf,
  expanded,
  misspelled,
  parameterOf,
  recipientTables,
  replaced,
  tablesOf,
  usersOf,
  withWord,
} from '../text.ts';
import { ownDomains } from './tables.ts';

const mainCf = '/etc/postfix/main.cf';
const tableLists = ['alias_maps', 'virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps', 'recipient_canonical_maps'];

/** What goes wrong with lists of domains and of tables, and between them and the files. */
export const listFaults: readonly Fault[] = [
  {
    kind: 'domain dropped from its list',
    made: 'somebody tidies up the domains',
    *apply(deployment) {
      for (const { file, word, text, at } of listedDomains(deployment)) {
        const before = file === mainCf ? text.slice(0, at).replace(/,?\s*$/, '') : text.slice(0, at);
        const after = text.slice(at + word.length).replace(file === mainCf ? /^(?=,)/ : /^.*\n/, '');
        const without = /=$/.test(before) ? `${before} ${after.replace(/^[, \t]*/, '')}` : before + after;
        yield { what: word, files: { [file]: without } };
      }
    },
  },
  {
    kind: 'domain misspelled in its list',
    made: 'somebody types it from memory',
    *apply(deployment) {
      for (const [i, { file, word, text, at }] of listedDomains(deployment).entries()) {
        const wrong = misspelled(word.replace(/\.[^.]*$/, ''), i) + (/\.[^.]*$/.exec(word)?.[0] ?? '');
        yield { what: `${word} -> ${wrong}`, files: { [file]: text.slice(0, at) + wrong + text.slice(at + word.length) } };
      }
    },
  },
  {
    kind: 'dot at the end of a domain in its list',
    made: 'somebody comes from zone files',
    *apply(deployment) {
      for (const { file, word, text, at } of listedDomains(deployment)) {
        yield { what: `${word}.`, files: { [file]: `${text.slice(0, at)}${word}.${text.slice(at + word.length)}` } };
      }
    },
  },
  {
    kind: 'domain added to a second list',
    made: 'somebody follows another manual for the same domain',
    *apply(deployment) {
      for (const list of domainLists) {
        const line = parameterOf(deployment, list);
        const value = expanded(deployment, list);
        for (const domain of ownDomains(deployment)) {
          if (value.split(/[\s,]+/).includes(domain) || /^localhost/.test(domain)) continue;
          const files = line
            ? replaced(deployment, line, `${line.text}${line.value === '' ? ' ' : ', '}${domain}`)
            : appended(deployment, mainCf, `${list} = ${domain}`);
          yield { what: `${domain} in ${list}`, files };
        }
      }
    },
  },
  {
    kind: 'table dropped from a list of tables',
    made: 'somebody thinks that nobody needs it',
    *apply(deployment) {
      for (const name of [...tableLists, 'local_recipient_maps']) {
        const line = parameterOf(deployment, name);
        const words = line?.value.split(/[\s,]+/) ?? [];
        if (!line || words.length < 2) continue;
        for (const word of words) {
          yield {
            what: `${name} without ${word}`,
            files: replaced(deployment, line, `${name} = ${words.filter((it) => it !== word).join(', ')}`),
          };
        }
      }
    },
  },
  {
    kind: 'parameter names the wrong table',
    made: 'somebody takes the next file that tab completion offers',
    *apply(deployment) {
      for (const name of tableLists) {
        const line = parameterOf(deployment, name);
        const own = tablesOf(deployment, name);
        const others = tablesOf(deployment, ...tableLists, 'transport_maps').filter((it) => !own.some(({ file }) => file === it.file));
        const other = others.find((it) => it.type === own[0]?.type);
        if (!line || !own[0] || !other || !line.text.includes(own[0].file)) continue;
        yield { what: `${name} = ${other.file}`, files: replaced(deployment, line, line.text.replace(own[0].file, other.file)) };
      }
    },
  },
  {
    kind: 'table of another type',
    made: 'a manual shows the parameter with regexp: or pcre:',
    *apply(deployment) {
      for (const name of tableLists) {
        const line = parameterOf(deployment, name);
        for (const { type, file } of line ? tablesOf(deployment, name) : []) {
          const others = type === 'regexp' || type === 'pcre' ? ['hash'] : ['regexp', 'pcre'];
          for (const other of others) {
            if (!line!.text.includes(`${type}:${file}`)) continue;
            yield {
              what: `${name}: ${other}:${file}`,
              files: replaced(deployment, line!, line!.text.replace(`${type}:${file}`, `${other}:${file}`)),
            };
          }
        }
      }
    },
  },
  {
    kind: 'table file renamed',
    made: 'a copy is made for a test and the wrong one is kept',
    *apply(deployment) {
      for (const { file } of tablesOf(deployment, ...tableLists)) {
        yield {
          what: `${file} -> ${file}.new`,
          files: { [file]: undefined, [`${file}.new`]: deployment.site.files[file] },
          faulty: [{ file: mainCf, piece: file.replace(/.*\//, '') }],
        };
      }
    },
  },
  {
    kind: 'alias_maps and alias_database differ',
    made: 'a distribution keeps its aliases elsewhere, and an old copy lies there',
    *apply(deployment) {
      const line = parameterOf(deployment, 'alias_maps');
      const [table] = tablesOf(deployment, 'alias_maps');
      if (!line || !table || !line.text.includes(table.file) || tablesOf(deployment, 'alias_maps').length !== 1) return;
      const old = table.file === '/etc/mail/aliases' ? '/etc/aliases' : '/etc/mail/aliases';
      yield {
        what: `alias_maps = ${old}`,
        files: {
          ...replaced(deployment, line, line.text.replace(table.file, old)),
          [old]: 'postmaster: root\nmailer-daemon: postmaster\n',
        },
      };
    },
  },
  {
    kind: 'local recipients without the aliases',
    made: 'a hardening guide lists users of the machine only',
    apply: (deployment) => localRecipients(deployment, 'proxy:unix:passwd.byname'),
  },
  {
    kind: 'local recipients without the users',
    made: 'a hardening guide lists aliases only',
    apply: (deployment) => localRecipients(deployment, '$alias_maps'),
  },
  {
    kind: 'newaliases or postmap forgotten',
    made: 'a user gets another name, and the compiled table still leads to the old one',
    *apply(deployment) {
      for (const user of usersOf(deployment)) {
        for (const { file } of tablesOf(deployment, 'alias_maps', 'virtual_alias_maps').filter(
          (it) => /hash|btree|lmdb/.test(it.type) && it.type !== 'texthash',
        )) {
          const text = deployment.site.files[file] ?? '';
          const renamed = text.replace(new RegExp(`(?<=[\\s,:])${escaped(user.key)}(?=[\\s,+@]|$)`, 'gm'), `${user.key}2`);
          if (renamed === text) continue;
          yield {
            what: `${user.key} -> ${user.key}2, without compiling ${file}`,
            files: replaced(deployment, user, user.text.replace(user.key, `${user.key}2`)),
            changedSince: { [file]: renamed },
            faulty: [{ file: mainCf, piece: file.replace(/.*\//, '') }],
          };
        }
      }
    },
  },
  {
    kind: 'option of smtpd hides a table',
    made: 'a service is copied from a manual about content filters',
    *apply(deployment) {
      const file = '/etc/postfix/master.cf';
      const options = [
        'virtual_alias_maps=',
        'alias_maps=',
        'virtual_mailbox_maps=hash:/etc/postfix/nobody',
        'local_recipient_maps=unix:passwd.byname',
      ];
      for (const option of [...options, 'receive_override_options=no_address_mappings']) {
        const before = deployment.site.files[file] ?? stock;
        const after = before.replace(/^smtp +inet .*\n/m, (it) => `${it}  -o ${option}\n`);
        const nobody = option.includes('/nobody') ? { '/etc/postfix/nobody': '# nobody yet\n' } : {};
        yield { what: `-o ${option}`, files: { [file]: after, ...nobody } };
      }
    },
  },
  {
    kind: 'pattern written wrong',
    made: 'regular expressions are regular expressions',
    *apply(deployment) {
      for (const { file } of tablesOf(deployment, ...recipientTables).filter((it) => /regexp|pcre/.test(it.type))) {
        const text = deployment.site.files[file] ?? '';
        for (const [pattern] of text.matchAll(/^\/.*\/(?=\s)/gm)) {
          for (const wrong of [
            pattern.replace(/\\\./g, '\\\\.'),
            pattern.replace(/@.*\//, '$/'),
            pattern.replace(/\/$/, '/i').replace(/[a-z](?=[a-z]+@?)/, (it) => it.toUpperCase()),
            pattern.slice(1, -1),
          ]) {
            if (wrong !== pattern) yield { what: `${pattern} -> ${wrong}`, files: { [file]: text.replace(pattern, () => wrong) } };
          }
        }
      }
    },
  },
  {
    kind: 'typo in the target of a pattern',
    made: 'somebody types an address from memory',
    *apply(deployment) {
      for (const { file } of tablesOf(deployment, ...recipientTables).filter((it) => /regexp|pcre/.test(it.type))) {
        const text = deployment.site.files[file] ?? '';
        for (const [i, match] of [...text.matchAll(/^(\/.*\/\w*\s+)([\w.-]+)(@.*)$/gm)].entries()) {
          const [whole, pattern = '', local = '', domain = ''] = match;
          const wrong = `${pattern}${misspelled(local, i)}${domain}`;
          yield { what: wrong, files: { [file]: text.replace(whole, () => wrong) } };
        }
      }
    },
  },
  {
    kind: 'domain of an entry moved to another class by an anchor',
    made: 'somebody adds the line of a virtual alias domain for a domain that has mailboxes',
    *apply(deployment) {
      const [file] = tablesOf(deployment, 'virtual_alias_maps').filter((it) => !/regexp|pcre/.test(it.type));
      if (!file || parameterOf(deployment, 'virtual_alias_domains')) return;
      for (const domain of ownDomains(deployment)) {
        if (entriesOf(deployment, 'virtual_alias_maps').some((it) => it.key === domain) || /^localhost/.test(domain)) continue;
        yield { what: domain, files: appended(deployment, file.file, `${domain}    anything`) };
      }
    },
  },
  {
    kind: 'local name of an alias in a virtual table',
    made: 'a bare name is typed where myorigin is no domain of this host',
    *apply(deployment) {
      for (const line of entriesOf(deployment, 'virtual_alias_maps')) {
        for (const [target] of line.value.matchAll(/[\w.+-]+@[\w.-]+/g)) {
          const bare = target.replace(/@.*/, '');
          if (aliasEntries(deployment).some((it) => it.key === bare)) continue;
          yield { what: `${line.key} ${bare}`, files: replaced(deployment, line, withWord(line, target, bare)) };
        }
      }
    },
  },
];

const stock = `smtp      inet  n       -       y       -       -       smtpd
`;

function* localRecipients(deployment: Deployment, value: string): Generator<Change> {
  if (aliasEntries(deployment).length === 0) return;
  const line = parameterOf(deployment, 'local_recipient_maps');
  const text = `local_recipient_maps = ${value}`;
  yield { what: text, files: line ? replaced(deployment, line, text) : appended(deployment, mainCf, text) };
}

interface Listed {
  readonly file: string;
  readonly word: string;
  readonly text: string;
  readonly at: number;
}

/** Words of the domain lists and of files that they name. */
function listedDomains(deployment: Deployment): readonly Listed[] {
  const res: Listed[] = [];
  for (const list of domainLists) {
    const line = parameterOf(deployment, list);
    for (const { 0: word, index } of line?.text.matchAll(/(?<=[=\s,])(?:[\w-]+(?:\.[\w$-]+)+|\$\w+)/g) ?? []) {
      const text = deployment.site.files[mainCf] ?? '';
      if (word !== '' && !word.startsWith('localhost')) res.push({ file: mainCf, word, text, at: line!.start + index });
    }
    for (const [, file = ''] of line?.value.matchAll(/(?:^|[\s,:])(\/[^\s,]+)/g) ?? []) {
      const text = deployment.site.files[file];
      for (const { 0: word, index } of text?.matchAll(/^[\w-]+(?:\.[\w-]+)+/gm) ?? []) res.push({ file, word, text: text!, at: index });
    }
  }
  return res;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
