import type { Place } from '../../../core/text.ts';
import { columnsOf } from '../syntax/usersFile.ts';
import { type Database, type Dovecot, nameOf } from '../system.ts';
import { accountOf, isThere } from './accounts.ts';
import { askFor } from './blame.ts';
import type { Answer } from './chain.ts';
import { askPassdbs } from './passdb.ts';
import { askUserFile, type FileAnswer, fieldsIn, fieldsOf } from './users.ts';

type Fields = ReadonlyMap<string, string>;

/** What one userdb says of a name. Source: userdb-passwd-file.c, userdb-passwd.c, userdb-static.c, userdb-prefetch.c; asked of Dovecot 2.3.19. */
export function askUserdb(database: Database, system: Dovecot, name: string): Answer {
  const written = { kind: 'written', at: database.at } as const;
  switch (database.driver) {
    case 'passwd-file': {
      const answer = askUserFile(database, name, system);
      if (!answer.row) return answer;
      const { uid = '' } = columnsOf(answer.row.file, answer.row.row);
      const columns = uid === '' ? [] : [['uid', uid] as const];
      return withOwner(answer, new Map([...columns, ...forUserdb(answer)]), database, system);
    }
    case 'passwd': {
      const found = accountOf(system, 'user', name);
      if ((!found || found.row < 0) && isThere(system, 'user', name))
        return {
          outcomes: ['found'],
          says: `${name} is told to be an account`,
          because: { kind: 'default', setting: 'postmaster.localUsers' },
        };
      if (!found) return unreadable('no file here tells whether there is such an account', name);
      if (found.row < 0) return { outcomes: ['missing'], says: `passwd has no ${name}`, because: written };
      const [, uid = ''] = found.file.rows.rawValue(found.row).split(':');
      const at = found.file.rows.keyAt(found.row);
      return withOwner(
        { outcomes: ['found'], says: `passwd has ${name}`, because: { kind: 'written', at } },
        new Map([['uid', uid]]),
        database,
        system,
      );
    }
    case 'static':
      return askStatic(database, system, name);
    case 'prefetch': {
      const isAlone = system.userdbs.length === 1;
      const says = isAlone ? 'prefetch has users only while they log in' : 'prefetch has nobody where nobody logs in';
      return { outcomes: [isAlone ? 'failed' : 'missing'], says, because: written };
    }
    default:
      return unreadable(`${nameOf(database)} is asked, which no file shows`, name);
  }
}

/** The userdb that stands in where none is written. */
export function withoutUserdb(system: Dovecot): Database {
  const at: Place = system.passdbs[0]?.at ?? { file: system.root, start: 0, end: 0 };
  return { kind: 'userdb', driver: 'static', args: '', at, argsAt: at, text: () => undefined };
}

/** `allow_all_users=yes` takes every name; without it the passdbs say who is there. */
export function allowsAll({ driver, args }: Database): boolean {
  return driver === 'static' && fieldsIn(args.split(/\s+/)).get('allow_all_users')?.toLowerCase() === 'yes';
}

function askStatic(database: Database, system: Dovecot, name: string): Answer {
  const at = database.argsAt;
  const fields = fieldsIn(database.args.split(/\s+/));
  if (allowsAll(database))
    return withOwner(
      { outcomes: ['found'], says: 'allow_all_users=yes takes every name', because: { kind: 'written', at } },
      fields,
      database,
      system,
    );
  const { outcomes, last } = askPassdbs(system, name);
  const answer: Answer = {
    outcomes: [...outcomes],
    says: last?.says ?? 'no passdb is asked',
    because: last?.because ?? { kind: 'written', at },
  };
  return withOwner(answer, new Map([...(last ? forUserdb(last) : []), ...fields]), database, system);
}

/** The extra fields of a row that begin with userdb_, without that. */
function forUserdb({ row }: FileAnswer): Fields {
  const fields = row ? [...fieldsOf(row)] : [];
  return new Map(fields.flatMap(([key, it]) => (key.startsWith('userdb_') ? [[key.slice('userdb_'.length), it] as const] : [])));
}

/** Nobody's mail is written as root: an owner of 0, or one that is no account, is a failure. */
function withOwner(answer: Answer, own: Fields, database: Database, system: Dovecot): Answer {
  if (!answer.outcomes.includes('found')) return answer;
  const fields = new Map([
    ...fieldsIn(wordsIn(database.text('default_fields'))),
    ...own,
    ...fieldsIn(wordsIn(database.text('override_fields'))),
  ]);
  const uid = fields.get('uid');
  const failed = (why: string): Answer => ({
    ...answer,
    outcomes: answer.outcomes.map((it) => (it === 'found' ? 'spoiled' : it)),
    says: `${answer.says}, and ${why}`,
  });
  if (fields.has('tempfail')) return failed('tempfail puts its mail off');
  if (uid === undefined || uid === '') return answer;
  if (/^0+$/.test(uid)) return failed('its uid is 0, as which no mail is written');
  if (/^\d+$/.test(uid) || isThere(system, 'user', uid)) return answer;
  return isThere(system, 'user', uid) === false
    ? failed(`there is no account ${uid}`)
    : { ...answer, outcomes: [...answer.outcomes, 'spoiled'] };
}

function wordsIn(text = ''): readonly string[] {
  return text.split(/\s+/).filter((it) => it !== '');
}

function unreadable(why: string, name: string): Answer {
  return { outcomes: ['found', 'missing'], says: why, because: { kind: 'unknown', why, ask: askFor(name) } };
}
