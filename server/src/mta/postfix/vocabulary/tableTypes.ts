/**
 * How a table type gets at its data, and so what a reader of files can know of it:
 * `indexed`: compiled from a text file by postmap or postalias; `text`: the file is read as it stands;
 * `pattern`: a text file of patterns; `inline`: the name holds the data or other tables; `external`: somebody else answers.
 */
export type TableKind = 'indexed' | 'text' | 'pattern' | 'inline' | 'external';

export interface TableType {
  readonly name: string;
  readonly kind: TableKind;
  /** What the compiled file has behind the name of its source. */
  readonly suffixes: readonly string[];
  /** Our own sentence. */
  readonly summary: string;
  readonly since?: string;
  /** Where it may be missing, and what follows. */
  readonly missing?: string;
}

const noBerkeleyDb = 'missing where Postfix was built without Berkeley DB; Postfix 3.11 can redirect it to another type';

// Names and releases: postconf(1) of Postfix 3.7, and of the types it lacks DATABASE_README and MONGODB_README.
const list: readonly TableType[] = [
  indexed('btree', ['.db'], 'A Berkeley DB tree that postmap compiles', { missing: noBerkeleyDb }),
  indexed('cdb', ['.cdb'], 'A constant database that postmap replaces as a whole', { since: '2.2', missing: 'often a package of its own' }),
  indexed('dbm', ['.dir', '.pag'], 'A table of the old dbm library, in two files', { missing: 'only on systems with dbm' }),
  indexed('hash', ['.db'], 'A Berkeley DB hash that postmap compiles', { missing: noBerkeleyDb }),
  indexed('lmdb', ['.lmdb'], 'A memory-mapped table that postmap compiles', { since: '2.11', missing: 'often a package of its own' }),
  indexed('sdbm', ['.dir', '.pag'], 'A table of the sdbm library, in two files', { since: '2.2', missing: 'only on systems with sdbm' }),

  of('text', 'texthash', 'The text that hash: would be compiled from, read when a process starts', { since: '2.8' }),

  of('pattern', 'cidr', 'Networks in an order, the first that holds the client decides', { since: '2.2' }),
  of('pattern', 'pcre', 'Perl-compatible patterns in an order, asked for the whole address only', {
    missing: 'often a package of its own',
  }),
  of('pattern', 'regexp', 'POSIX patterns in an order, asked for the whole address only'),

  of('inline', 'environ', 'The environment of the process, for tests'),
  of('inline', 'fail', 'Fails at every question, for tests', { since: '2.9' }),
  of('inline', 'inline', 'A few keys and values in the setting itself', { since: '3.0' }),
  of('inline', 'internal', 'A table in the memory of one process, empty at its start'),
  of('inline', 'pipemap', 'Tables in a row, each asked for what the one before it said', { since: '3.0' }),
  of('inline', 'randmap', 'One of several values at random', { since: '3.0' }),
  of('inline', 'static', 'The same value for every key, so that nothing is ever unknown'),
  of('inline', 'unionmap', 'Several tables, all their values together', { since: '3.0' }),

  of('external', 'ldap', 'A directory; the file named holds the question', { missing: 'often a package of its own' }),
  of('external', 'memcache', 'A memcache server, mostly in front of another table', { since: '2.9' }),
  of('external', 'mongodb', 'A MongoDB database; the file named holds the question', {
    since: '3.9',
    missing: 'often a package of its own',
  }),
  of('external', 'mysql', 'A MySQL or MariaDB database; the file named holds the question', { missing: 'often a package of its own' }),
  of('external', 'netinfo', 'The directory of old NeXT and Apple systems'),
  of('external', 'nis', 'A NIS map of the network', { missing: 'only where Postfix was built with NIS' }),
  of('external', 'nisplus', 'A NIS+ table of the network', { missing: 'only on systems with NIS+' }),
  of('external', 'pgsql', 'A PostgreSQL database; the file named holds the question', {
    since: '2.1',
    missing: 'often a package of its own',
  }),
  of('external', 'proxy', 'Another table, opened by proxymap outside the chroot', { since: '2.0' }),
  of('external', 'socketmap', 'A server that speaks the socketmap protocol', { since: '2.10' }),
  of('external', 'sqlite', 'An SQLite database; the file named holds the question', {
    since: '2.8',
    missing: 'often a package of its own',
  }),
  of('external', 'tcp', 'A server that speaks the protocol of tcp_table(5)'),
  of('external', 'unix', 'The users or groups that the system knows: unix:passwd.byname, unix:group.byname'),
];

/** The table types of Postfix by name, those of `postconf -m` and some that other builds have. */
export const tableTypes: ReadonlyMap<string, TableType> = new Map(list.map((it) => [it.name, it]));

/** The command that compiles a table, `undefined` where the type needs none. */
export function buildCommand(type: string, path: string, contents: 'aliases' | 'table' = 'table'): string | undefined {
  if (tableTypes.get(type)?.kind !== 'indexed') return undefined;
  return `${contents === 'aliases' ? 'postalias' : 'postmap'} ${type}:${path}`;
}

type Notes = Pick<TableType, 'since' | 'missing'>;

function of(kind: TableKind, name: string, summary: string, notes: Notes = {}): TableType {
  return { name, kind, suffixes: [], summary, ...notes };
}

function indexed(name: string, suffixes: readonly string[], summary: string, notes: Notes): TableType {
  return { ...of('indexed', name, summary, notes), suffixes };
}
