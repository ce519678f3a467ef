import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import path from 'node:path';
import { write } from '../box/host.ts';

const home = '/etc/dovecot';
export const config = '/etc/dovecot/dovecot.conf';
/** Where Dovecot logs inside the box. */
const logFile = '/var/log/dovecot.log';
/** Where its LMTP server can be asked, whatever else it listens on. */
export const port = 2424;
const patienceMs = 30_000;

/** Takes away the configuration that the package brought. */
export function clear(): void {
  if (existsSync(home)) for (const name of readdirSync(home)) rmSync(path.join(home, name), { recursive: true });
}

/** Accounts of the real machine that Dovecot needs. */
export const services = ['dovecot', 'dovenull'];

/** Starts Dovecot on the files that lie there; undefined once it answers, else why it does not. */
export async function startDovecot(): Promise<string | undefined> {
  const text = readFileSync(config, 'utf8');
  write(config, `${text}\n${ours(text)}`);
  mkdirSync('/run/dovecot', { recursive: true });
  chmodSync('/run', 0o755);
  const server = spawn('dovecot', ['-F'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let hasEnded = false;
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (it: Buffer) => (said += it.toString()));
  server.on('error', (it) => (said += it.message));
  server.on('close', () => (hasEnded = true));
  const end = Date.now() + patienceMs;
  while (!hasEnded && Date.now() < end) {
    // By the time it says so it listens wherever it will.
    const isUp = / starting up (for|without) /.test(log());
    if (await answers()) return undefined;
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return said.trim() || log() || 'nothing answers';
}

export function log(): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}

/** A port of our own beside what the site has, and mailboxes. The other protocols are not installed, and Dovecot does not start with a name it does not know. */
function ours(text: string): string {
  const hasLmtp = !/^\s*protocols\s*=/m.test(text) || /^\s*protocols\s*=.*\blmtp\b/m.test(text);
  const hasMail = /^\s*mail_location\s*=/m.test(text);
  return `
${hasMail ? '' : 'mail_location = maildir:/var/vmail/%u'}
${hasLmtp ? 'protocols = lmtp' : 'protocols ='}
log_path = ${logFile}
ssl = no
service lmtp {
  inet_listener box {
    address = 127.0.0.1
    port = ${port}
  }
}
`;
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
