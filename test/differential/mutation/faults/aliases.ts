import type { Fault } from '../fault.ts';
import { aliasEntries, appended, linesOf, misspelled, replaced, tablesOf, targetsOf, usersOf, withWord } from '../text.ts';

/** What goes wrong in alias files, among the users, and in lists of members. */
export const aliasFaults: readonly Fault[] = [
  {
    kind: 'typo in the target of an alias',
    made: 'somebody types a user name from memory',
    *apply(deployment) {
      for (const [i, line] of aliasEntries(deployment).entries()) {
        for (const target of targetsOf(line)) {
          const wrong = misspelled(target.replace(/@.*/, ''), i) + (/@.*/.exec(target)?.[0] ?? '');
          yield { what: `${line.key}: ${target} -> ${wrong}`, files: replaced(deployment, line, withWord(line, target, wrong)) };
        }
      }
    },
  },
  {
    kind: 'user deleted who is still named',
    made: 'somebody leaves, userdel(8) is run, the aliases stay',
    mayVanish: 'the user is gone and no alias names the name',
    *apply(deployment) {
      for (const line of usersOf(deployment)) yield { what: `userdel ${line.key}`, files: replaced(deployment, line, undefined) };
    },
  },
  {
    kind: 'user renamed who is still named',
    made: 'a marriage, usermod -l, and nobody looks at the aliases',
    mayVanish: 'the user has another name and no alias names the old one',
    *apply(deployment) {
      for (const line of usersOf(deployment)) {
        const renamed = line.text.replace(line.key, `${line.key}.new`);
        yield { what: `usermod -l ${line.key}.new ${line.key}`, files: replaced(deployment, line, renamed) };
      }
    },
  },
  {
    kind: 'alias removed that others name',
    made: 'somebody tidies up the alias file',
    mayVanish: 'the alias is gone and nothing else names it',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) yield { what: `without ${line.key}`, files: replaced(deployment, line, undefined) };
    },
  },
  {
    kind: 'alias commented out that others name',
    made: 'somebody switches an alias off for a while',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        yield { what: `# ${line.key}`, files: replaced(deployment, line, line.text.replace(/^/gm, '#')) };
      }
    },
  },
  {
    kind: 'colon forgotten in an alias file',
    made: 'somebody is used to virtual tables',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(':', ' ')) };
      }
    },
  },
  {
    kind: 'alias indented',
    made: 'a paste from a mail or a template',
    *apply(deployment) {
      for (const line of aliasEntries(deployment).slice(1)) yield { what: line.key, files: replaced(deployment, line, `  ${line.text}`) };
    },
  },
  {
    kind: 'alias without a target',
    made: 'somebody takes the last name out',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) yield { what: line.key, files: replaced(deployment, line, `${line.key}:`) };
    },
  },
  {
    kind: 'alias written twice, the dead one first',
    made: 'a new entry is put at the top, with a name that does not exist yet',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        yield { what: line.key, files: replaced(deployment, line, `${line.key}: ${line.key}.desk\n${line.text}`) };
      }
    },
  },
  {
    kind: 'address as the name of an alias',
    made: 'somebody writes the whole address to be sure',
    *apply(deployment) {
      const domain = deployment.addresses[0]?.replace(/.*@/, '') ?? '';
      for (const line of aliasEntries(deployment)) {
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(line.key, `${line.key}@${domain}`)) };
      }
    },
  },
  {
    kind: 'comment behind the targets of an alias',
    made: 'somebody notes the date',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        if (targetsOf(line).length === 0) continue;
        yield { what: line.key, files: replaced(deployment, line, `${line.text}   # since 2024`) };
      }
    },
  },
  {
    kind: 'one target of an alias commented out',
    made: 'somebody is on holiday',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        for (const target of targetsOf(line).slice(1)) {
          yield { what: `${line.key}: #${target}`, files: replaced(deployment, line, withWord(line, target, `#${target}`)) };
        }
      }
    },
  },
  {
    kind: 'semicolon between the targets of an alias',
    made: 'somebody copies recipients out of a mail program',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        if (targetsOf(line).length < 2) continue;
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(/,\s*/g, '; ')) };
      }
    },
  },
  {
    kind: 'two targets of an alias run together',
    made: 'a comma is deleted with the word before it',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        if (targetsOf(line).length < 2) continue;
        yield { what: line.key, files: replaced(deployment, line, line.text.replace(/,\s*/, '')) };
      }
    },
  },
  {
    kind: 'name of a person instead of a login',
    made: 'the personnel department sends the list',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        const [target] = targetsOf(line);
        if (target === undefined) continue;
        const person = `${target.slice(0, 1).toUpperCase()}${target.slice(1)} Schmidt`;
        yield { what: `${line.key}: ${person}`, files: replaced(deployment, line, withWord(line, target, person)) };
      }
    },
  },
  {
    kind: 'typo in a list of members',
    made: 'a member is typed from memory',
    *apply(deployment) {
      for (const line of aliasEntries(deployment)) {
        const file = /:include:(\S+)/.exec(line.value)?.[1];
        const text = file === undefined ? undefined : deployment.site.files[file];
        if (file === undefined || text === undefined) continue;
        for (const [i, member] of linesOf(file, text, /$/).entries()) {
          const wrong = misspelled(member.key.replace(/@.*/, ''), i) + (/@.*/.exec(member.key)?.[0] ?? '');
          yield { what: `${member.key} -> ${wrong}`, files: replaced(deployment, member, wrong) };
        }
      }
    },
  },
  {
    kind: 'typo in a forward file',
    made: 'somebody sends their mail on to a colleague',
    *apply(deployment) {
      const { files } = deployment.site;
      for (const file of Object.keys(files).filter((it) => it.endsWith('/.forward'))) {
        for (const [target] of files[file]!.matchAll(/(?<=^|[\s,])[\w.-]{3,}/gm)) {
          yield { what: `${file}: ${target}`, files: { [file]: files[file]!.replace(target, misspelled(target, 0)) } };
        }
      }
    },
  },
  {
    kind: 'login with a capital letter',
    made: 'an account is made with the name as it is spoken; local(8) and smtpd ask in lower case',
    *apply(deployment) {
      for (const line of usersOf(deployment)) {
        const name = line.key.slice(0, 1).toUpperCase() + line.key.slice(1);
        yield { what: name, files: replaced(deployment, line, line.text.replace(line.key, name)) };
      }
    },
  },
  {
    kind: 'user moved to another server, aliases still lead here',
    made: 'the account is deleted and a virtual alias takes its mail; local(8) does not ask for those',
    *apply(deployment) {
      const file = tablesOf(deployment, 'virtual_alias_maps').find((it) => !/regexp|pcre/.test(it.type))?.file;
      const domain = deployment.addresses[0]?.replace(/.*@/, '') ?? '';
      if (file === undefined) return;
      for (const user of usersOf(deployment)) {
        const moved = appended(deployment, file, `${user.key}@${domain} ${user.key}@cloud.test`);
        yield { what: `${user.key}@${domain} ${user.key}@cloud.test`, files: { ...replaced(deployment, user, undefined), ...moved } };
      }
    },
  },
  {
    kind: 'new alias to nobody in front of a user',
    made: 'an alias is made with the name of a user, whose mail it takes',
    *apply(deployment) {
      const file = aliasEntries(deployment)[0]?.file;
      if (file === undefined) return;
      for (const user of usersOf(deployment)) {
        yield { what: `${user.key}: ${user.key}.away`, files: appended(deployment, file, `${user.key}: ${user.key}.away`) };
      }
    },
  },
];
