import type { Term, Writable } from '../../core/mta.ts';
import type { Dovecot } from './system.ts';

/** What may be written in the blocks of a dovecot.conf. */
export const writable: Writable<Dovecot> = {
  settings(_, sections): readonly Term[] | undefined {
    const block = sections.at(-1)?.name.text;
    if (block === undefined || /^(protocol|local|remote|local_name)$/.test(block)) return undefined;
    return block === 'passdb' ? passdb : block === 'userdb' ? userdb : [];
  },
};

// Names and built-in values: `doveconf -a` of Dovecot 2.3.19.
const userdb: readonly Term[] = [
  { name: 'driver', summary: 'Where the users are: passwd-file, passwd, ldap, sql, static and others' },
  { name: 'args', summary: 'What the driver is told, such as the path of its file' },
  { name: 'default_fields', summary: 'Fields for users of whom the driver does not tell them' },
  { name: 'override_fields', summary: 'Fields that win over those of the driver' },
  { name: 'name' },
  { name: 'auth_verbose', default: 'default' },
  { name: 'skip', default: 'never', summary: 'When this database is not asked, since one before it has answered' },
  { name: 'result_success', default: 'return-ok' },
  { name: 'result_failure', default: 'continue' },
  { name: 'result_internalfail', default: 'continue' },
];

const passdb: readonly Term[] = [
  ...userdb,
  { name: 'deny', default: 'no', summary: 'Whoever this database knows is kept out' },
  { name: 'master', default: 'no', summary: 'Its users may log in as others' },
  { name: 'mechanisms', summary: 'The ways to log in for which it is asked; empty means all' },
  { name: 'pass', default: 'no' },
  { name: 'username_filter' },
];
