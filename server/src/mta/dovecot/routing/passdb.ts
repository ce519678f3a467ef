import { type Database, type Dovecot, nameOf } from '../system.ts';
import { isThere } from './accounts.ts';
import { askFor } from './blame.ts';
import { askInTurn, type End } from './chain.ts';
import { askUserFile, type FileAnswer, fieldsOf } from './users.ts';

/** Drivers that check a password and cannot say whether a user is there. Asked of Dovecot 2.3.19: pam. */
const MUTE = ['pam'];

/** The databases that a user is looked for in: master users are none. */
export function passdbsForUsers({ passdbs }: Dovecot): readonly Database[] {
  return passdbs.filter((it) => it.text('master') !== 'yes');
}

/** Whether the passdbs have a user, for a static userdb: it has no list of its own. */
export function askPassdbs(system: Dovecot, name: string): { readonly outcomes: ReadonlySet<End>; readonly last: FileAnswer | undefined } {
  const all = passdbsForUsers(system);
  // One that denies is asked all the same.
  const able = all.filter((it) => !MUTE.includes(it.driver) || it.text('deny') === 'yes');
  const [mute] = able.length === 0 ? all : [];
  if (mute) {
    const says = `${nameOf(mute)} cannot say whether ${name} is there`;
    return { outcomes: new Set(['failed']), last: { outcomes: ['failed'], says, because: { kind: 'written', at: mute.at } } };
  }
  let last: FileAnswer | undefined;
  const outcomes = askInTurn(able, (it) => (last = askPassdb(it, system, name)));
  return { outcomes, last };
}

function askPassdb(database: Database, system: Dovecot, name: string): FileAnswer {
  const ask = askFor(name);
  const unknown = (why: string): FileAnswer => ({ outcomes: ['found', 'missing'], says: why, because: { kind: 'unknown', why, ask } });
  switch (database.driver) {
    case 'passwd-file': {
      const answer = askUserFile(database, name, system);
      const fields = answer.row && fieldsOf(answer.row);
      // Who may come only from some networks is another question for each client.
      if (fields?.has('allow_nets')) return unknown(`allow_nets says from where ${name} may come`);
      return answer;
    }
    case 'passwd': {
      const isKnown = isThere(system, 'user', name);
      if (isKnown === undefined) return unknown('no file here tells whether there is such an account');
      const says = `passwd ${isKnown ? 'has' : 'has no'} ${name}`;
      return { outcomes: [isKnown ? 'found' : 'missing'], says, because: { kind: 'written', at: database.at } };
    }
    case 'static':
      return { outcomes: ['found'], says: `passdb static takes every name`, because: { kind: 'written', at: database.at } };
    case 'pam':
      return { outcomes: ['found'], says: 'pam denies whom it cannot look up', because: { kind: 'written', at: database.at } };
    default:
      return unknown(`${nameOf(database)} is asked, which no file shows`);
  }
}
