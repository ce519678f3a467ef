import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { becomeHost, write } from '../box/host.ts';
import { run } from '../box/run.ts';
import { clear as clearDovecot } from '../dovecot/start.ts';
import type { PostfixSite } from './answers.ts';
import { hostOf } from './answers.ts';
import { boxedMaster } from './master.ts';
import { compiledTables } from './tables.ts';

const mainCf = '/etc/postfix/main.cf';
const masterCf = '/etc/postfix/master.cf';
/** Where Postfix logs inside the box. */
export const logFile = '/var/log/postmaster-box.log';
export const commandMs = 30_000;

/** Takes away whatever this machine has of its own mail: its configuration, queue, mailboxes and aliases. */
export async function clear(): Promise<void> {
  clearDovecot();
  const shipped = /^(dynamicmaps\.cf|postfix-files|main\.cf\.proto|master\.cf\.proto|makedefs\.out|post-install|postfix-script|sasl)/;
  for (const name of readdirSync('/etc/postfix')) if (!shipped.test(name)) rmSync(path.join('/etc/postfix', name), { recursive: true });
  for (const name of readdirSync('/etc')) if (/^aliases(\.|$)/.test(name)) rmSync(path.join('/etc', name));
  const directories = ['/var/spool/postfix', '/var/lib/postfix', '/var/mail', '/home'];
  for (const it of directories) mkdirSync(it, { recursive: true });
  const mounts = directories.map((it) => `mount -t tmpfs -o mode=755 tmpfs ${it}`);
  await run(['sh', '-ec', mounts.join('\n')], { timeoutMs: commandMs });
}

/** Writes the site's files, and the stock master.cf where it brings none. */
export async function layOut(site: PostfixSite): Promise<void> {
  const host = hostOf(site);
  await becomeHost({ ...host, files: { [masterCf]: stockMaster(), ...host.files } }, ['postfix', 'dovecot', 'dovenull']);
}

/** Fits the configuration into the box without touching what decides about a recipient; returns the queue directory. */
export async function box(site: PostfixSite): Promise<string> {
  write(masterCf, boxedMaster(site.files[masterCf], stockMaster()));
  const builtIn = ['daemon_directory', 'command_directory', 'shlib_directory', 'meta_directory', 'mail_owner', 'setgid_group'].concat([
    'sendmail_path',
    'newaliases_path',
    'mailq_path',
    'queue_directory',
    'data_directory',
  ]);
  const values = await run(['postconf', '-d', ...builtIn], { timeoutMs: commandMs });
  const ours = [
    'in_flow_delay = 0',
    'master_service_disable =',
    'non_smtpd_milters =',
    'content_filter =',
    'alternate_config_directories =',
  ];
  write(mainCf, `${readFileSync(mainCf, 'utf8')}\n${values.output}maillog_file = ${logFile}\n${ours.join('\n')}\n`);
  const valueOf = (name: string): string => new RegExp(`^${name} = (.*)$`, 'm').exec(values.output)?.[1] ?? '';
  makeDirectories(valueOf);
  return valueOf('queue_directory');
}

/**
 * Makes the directories that the list of Postfix's files has, as its script post-install would at each start and each check. That asks
 * postconf for one parameter after the other, which takes longer than everything else a start does; here it finds nothing to do.
 */
function makeDirectories(valueOf: (name: string) => string): void {
  const idIn = (file: string, name: string): number =>
    Number(new RegExp(`^${name}:[^:]*:(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1]);
  const expanded = (text: string): string => text.replace(/\$(\w+)/g, (_, name: string) => valueOf(name));
  for (const line of readFileSync(path.join(valueOf('meta_directory'), 'postfix-files'), 'utf8').split('\n')) {
    const [directory = '', type, owner = '', group = '', mode = '', flags = ''] = line.split(':').map(expanded);
    if (type !== 'd' || !flags.includes('c')) continue;
    mkdirSync(directory, { recursive: true });
    chownSync(directory, idIn('/etc/passwd', owner), group === '-' ? 0 : idIn('/etc/group', group));
    chmodSync(directory, Number.parseInt(mode, 8));
  }
  write(path.join(valueOf('daemon_directory'), 'post-install'), '#!/bin/sh\n');
}

/** All parameters and services as postconf prints them, whatever they hold. With a mistake that is fatal each call would wait a second. */
export async function effectiveSettings(): Promise<string> {
  const calls = ['-x', '-nx', '-Px', '-Mx'].map((it) => `postconf ${it}`);
  return (await run(['sh', '-c', calls.join(' && ')], { timeoutMs: commandMs })).output;
}

/** Has Postfix check its files; a start after that does not do it once more. Returns what was said. */
export async function check(queue: string): Promise<readonly string[]> {
  const { status, output } = await run(['postfix', 'check'], { timeoutMs: commandMs });
  // The script of Postfix looks for this file and takes it away.
  if (status === 0) write(path.join(queue, 'quick-start'), '');
  return spoken(output);
}

/** Compiles every table that has a source; names those that it could in `compiled` and returns what the tools said. */
export async function compile(site: PostfixSite, settings: string, compiled: string[]): Promise<readonly string[]> {
  const texts = Object.entries(site.files).flatMap(([file, text]) => (file.endsWith('.cf') ? [] : [text]));
  const said: string[] = [];
  for (const { name, path: source, tool } of compiledTables(settings, texts)) {
    if (!existsSync(source) || site.skipCompile?.includes(name)) continue;
    const { status, output } = await run([tool, name], { timeoutMs: commandMs });
    said.push(...spoken(output).map((it) => `${tool} ${name}: ${it}`));
    if (status === 0) compiled.push(name);
    else said.push(`${tool} ${name}: ended with status ${status}`);
  }
  return said;
}

/** Postfix mentions a source that is younger than its table only when that change is older than a hundred seconds. */
export function outdate(source: string, text: string): void {
  write(source, text, 300);
  const whenCompiled = Date.now() / 1000 - 500;
  const isCompiled = (it: string): boolean => existsSync(it);
  for (const table of ['db', 'lmdb', 'cdb'].map((it) => `${source}.${it}`).filter(isCompiled))
    utimesSync(table, whenCompiled, whenCompiled);
}

/** The messages among a tool's output, each once: every Postfix program says the same of main.cf several times. */
export function spoken(output: string): readonly string[] {
  const lines = output.split('\n').flatMap((it) => /^(?:\/\S*\/)?post[a-z]+(?:\/[\w-]+)?: (.*)$/.exec(it)?.[1] ?? []);
  const isOurs = (it: string): boolean => it.includes('overriding earlier entry') && ourSettings.some((name) => it.includes(`: ${name}=`));
  return [...new Set(lines)].filter((it) => !isOurs(it));
}

const ourSettings = ['queue_directory', 'data_directory', 'daemon_directory', 'command_directory', 'mail_owner', 'setgid_group'].concat([
  'sendmail_path',
  'newaliases_path',
  'mailq_path',
  'meta_directory',
  'shlib_directory',
  'maillog_file',
  'content_filter',
]);

function stockMaster(): string {
  const found = ['/usr/share/postfix/master.cf.dist', '/etc/postfix/master.cf.proto'].find((it) => existsSync(it));
  if (found === undefined) throw new Error('this Postfix brings no master.cf');
  return readFileSync(found, 'utf8');
}
