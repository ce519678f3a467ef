import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Ran } from './run.ts';
import { run } from './run.ts';
import type { Account } from './users.ts';
import { accountsOf } from './users.ts';

/** A made-up host, as files by their absolute paths. */
export interface Host {
  readonly files: Readonly<Record<string, string>>;
  /** Names or whole passwd lines; not looked at where the files have an /etc/passwd. */
  readonly users: readonly string[];
  readonly hostname: string;
  readonly mailname: string;
}

/** Every file of that host that a server may look at, with those that the site did not bring. `services` are passwd lines to add. */
export function filesOf(host: Host, services: readonly string[]): Readonly<Record<string, string>> {
  return {
    '/etc/hostname': `${host.hostname}\n`,
    '/etc/mailname': `${host.mailname}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.0.1 ${host.hostname} ${host.hostname.split('.')[0]}\n`,
    '/etc/resolv.conf': 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n',
    '/etc/nsswitch.conf': databases.map((it) => `${it}: ${it === 'hosts' ? 'files dns' : 'files'}\n`).join(''),
    ...host.files,
    '/etc/passwd': accounts(host, services)
      .map((it) => `${it.line}\n`)
      .join(''),
  };
}

/** Inside a box: makes it this host. `services` are names of accounts of the real machine that its programs need. */
export async function becomeHost(host: Host, services: readonly string[]): Promise<readonly Ran[]> {
  const real = readFileSync('/etc/passwd', 'utf8').split('\n');
  const needed = real.filter((it) => services.includes(it.split(':')[0] ?? ''));
  const everybody = accounts(host, needed);
  for (const [file, text] of Object.entries({ ...filesOf(host, needed), ...groupAndShadow(everybody) })) write(file, text);
  for (const directory of ['/var/mail', '/var/vmail']) {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o1777);
  }
  for (const account of everybody) settle(account, Object.keys(host.files));
  return [await run(['hostname', host.hostname], { timeoutMs: 5000 })];
}

function accounts({ files, users }: Host, services: readonly string[]): readonly Account[] {
  const passwd = files['/etc/passwd'];
  return accountsOf(passwd === undefined ? { users } : { users, passwd }, services);
}

const databases = ['passwd', 'group', 'shadow', 'hosts', 'services', 'protocols', 'aliases'];

/**
 * Writes a file that a server may trust: owned by root, writable by nobody else, executable if it is a script.
 * It was changed `ageSeconds` ago; Postfix waits before it believes a file that changed just now, so make that some minutes.
 */
export function write(file: string, text: string, ageSeconds = 600): void {
  mkdirSync(path.dirname(file), { recursive: true });
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(file);
  writeFileSync(file, text);
  chmodSync(file, text.startsWith('#!') ? 0o755 : 0o644);
  const changed = Date.now() / 1000 - ageSeconds;
  utimesSync(file, changed, changed);
}

function groupAndShadow(accounts: readonly Account[]): Record<string, string> {
  const old = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .filter((it) => it !== '');
  const ours = accounts.filter((it) => 1000 <= it.uid && it.uid < 65534);
  const kept = old.filter((it) => !ours.some(({ name }) => name === it.split(':')[0]));
  return {
    '/etc/shadow': accounts.map((it) => `${it.name}:*:19000:0:99999:7:::\n`).join(''),
    '/etc/group': [...kept, ...ours.map((it) => `${it.name}:x:${it.gid}:`)].map((it) => `${it}\n`).join(''),
  };
}

/** local(8) reads a .forward only if the user owns it, and writes a mailbox only below a home that exists. */
function settle(account: Account, files: readonly string[]): void {
  const isPerson = 1000 <= account.uid && account.home.startsWith('/home/');
  if (!isPerson) return;
  mkdirSync(account.home, { recursive: true });
  chownSync(account.home, account.uid, account.gid);
  for (const file of files) {
    if (!file.startsWith(`${account.home}/`) || !existsSync(file)) continue;
    for (let it = file; it !== account.home; it = path.dirname(it)) chownSync(it, account.uid, account.gid);
  }
}
