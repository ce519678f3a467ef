/** Without these no server starts. */
const needed = ['root:x:0:0:root:/root:/bin/bash', 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin'];

/** Accounts of a Debian system without its users; the same on every machine, so that recorded answers stay true. */
const baseAccounts = [
  ...needed,
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'bin:x:2:2:bin:/bin:/usr/sbin/nologin',
  'sys:x:3:3:sys:/dev:/usr/sbin/nologin',
  'games:x:5:60:games:/usr/games:/usr/sbin/nologin',
  'man:x:6:12:man:/var/cache/man:/usr/sbin/nologin',
  'mail:x:8:8:mail:/var/mail:/usr/sbin/nologin',
  'news:x:9:9:news:/var/spool/news:/usr/sbin/nologin',
  'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin',
  'backup:x:34:34:backup:/var/backups:/usr/sbin/nologin',
];

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly line: string;
}

/** Reads passwd(5); a line that is none is left out. */
export function parseAccounts(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = '', , home = ''] = line.split(':');
    return name === '' || uid === '' ? [] : [{ name, uid: Number(uid), gid: Number(gid), home, line }];
  });
}

/**
 * The accounts of a made-up host: those of a bare system, then `users`, each a name or a whole passwd line.
 * Where the site brings a passwd file it is taken as it stands. Root, nobody and the accounts of services are added, because the server would not start without.
 */
export function accountsOf(
  site: { readonly passwd?: string; readonly users: readonly string[] },
  services: readonly string[],
): readonly Account[] {
  const given = site.passwd ?? [...baseAccounts, ...site.users.map(passwdLine)].join('\n');
  const accounts = parseAccounts(given);
  const missing = parseAccounts([...needed, ...services].join('\n')).filter((it) => !accounts.some(({ name }) => name === it.name));
  return [...accounts, ...missing];
}

function passwdLine(user: string, index: number): string {
  if (user.includes(':')) return user;
  const id = 1001 + index;
  return `${user}:x:${id}:${id}:${user}:/home/${user}:/bin/bash`;
}
