import { execFileSync, spawn } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const project = path.resolve(import.meta.dirname, '../../..');
/** What the machine itself takes besides, where it has much else to do. */
const graceMs = 30_000;
/** Between what a worker prints by accident and its answer. */
const separator = '\u001e';

export type BoxResult<T> = { readonly kind: 'answer'; readonly answer: T } | { readonly kind: 'failed'; readonly why: string };

/**
 * Runs a module of ours as the first process of a machine of its own and returns what it passes to `finish`.
 *
 * The machine is a set of namespaces: its file system is an overlay on this one, kept in memory, so that a server finds its
 * configuration where it expects it; its network is a loopback device and nothing else. With its first process everything ends:
 * processes, mounts and files. A worker that keeps time itself is left the time to say that it is over. Needs root, `unshare`, overlayfs
 * and Perl (for the loopback device).
 */
export function runInBox<T>(worker: string, job: unknown, timeoutMs: number): Promise<BoxResult<T>> {
  const seconds = String(Math.ceil((timeoutMs + graceMs) / 1000));
  const binds = [project, path.dirname(process.execPath)].filter((it) => statSync(it).dev !== statSync('/').dev);
  const setUp = ['/bin/sh', '-c', furnish, 'furnish', stage(), process.execPath, inOneFile(worker), ...binds];
  const args = ['-s', 'KILL', seconds, 'unshare', '-m', '-n', '-p', '-u', '-i', '--fork', '--kill-child', ...setUp];
  return new Promise((resolve) => {
    const child = spawn('timeout', args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (it: Buffer) => out.push(it));
    child.stderr.on('data', (it: Buffer) => err.push(it));
    // A worker that ends before it has read its job is told of in its exit status.
    child.stdin.on('error', () => {});
    child.on('error', (it) => resolve({ kind: 'failed', why: it.message }));
    child.on('close', (status, signal) => {
      const [, answer] = Buffer.concat(out).toString('utf8').split(separator);
      if (answer !== undefined) return resolve({ kind: 'answer', answer: JSON.parse(answer) as T });
      const said = Buffer.concat(err).toString('utf8').trim().slice(-2000);
      resolve({ kind: 'failed', why: signal ? `no answer within ${seconds} s; ${said}` : `ended with status ${status}: ${said}` });
    });
    child.stdin.end(JSON.stringify(job));
  });
}

/** What is missing on this machine for a box; undefined: nothing. */
export function whyNoBox(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces need Linux';
  if (process.getuid?.() !== 0) return 'namespaces with several users need root';
  const tools = ['unshare', 'timeout', 'perl', 'chroot', 'mount'];
  const missing = tools.filter((tool) => !searchPath.some((it) => existsSync(path.join(it, tool))));
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}

/** For a worker: hands the answer back and ends the box. */
export function finish(answer: unknown): void {
  process.stdout.write(separator + JSON.stringify(answer), () => process.exit(0));
}

/** For a worker: what it was asked. */
export async function readJob<T>(): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
}

const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const environment = { PATH: searchPath.join(':'), LC_ALL: 'C', HOME: '/root', NODE_NO_WARNINGS: '1' };

/**
 * A worker as one file with everything that it imports, which Node loads in a fifth of the time that many files of TypeScript take it:
 * there are a thousand boxes in a run of all tests. Made once by each process that asks.
 */
function inOneFile(worker: string): string {
  const name = path.relative(project, worker).replace(/\W+/g, '-');
  const file = path.join(project, '.tools/box', `${name}.mjs`);
  if (made.has(file)) return file;
  const partial = `${file}.${process.pid}`;
  const format = ['--bundle', '--platform=node', '--format=esm', '--log-level=warning', `--banner:js=${requireForBundled}`];
  // Whatever a program would do when it is called by itself is not to be done here.
  execFileSync(path.join(project, 'node_modules/.bin/esbuild'), [
    worker,
    ...format,
    '--define:import.meta.main=false',
    `--outfile=${partial}`,
  ]);
  renameSync(partial, file);
  made.add(file);
  return file;
}

const made = new Set<string>();
/** A bundled CommonJS package has no require in an ES module. */
const requireForBundled = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** A directory that every Linux has and that holds neither us nor our Node; it is covered inside the box only. */
function stage(): string {
  const candidates = ['/mnt', '/media', '/srv', '/opt'];
  const isFree = (it: string): boolean => existsSync(it) && ![project, process.execPath].some((ours) => ours.startsWith(`${it}/`));
  const found = candidates.find(isFree);
  if (found === undefined) throw new Error(`none of ${candidates.join(', ')} can be mounted upon`);
  return found;
}

// A log daemon that complains itself while it starts would wait for its own full queue of ten messages: the queue is made longer.
// The loopback device comes up by ioctl, because a small machine has no ip(8): 0x8914 is SIOCSIFFLAGS, 0x41 is IFF_UP with IFF_RUNNING.
const furnish = `
set -e
stage=$1; node=$2; worker=$3; shift 3
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$stage"
mkdir "$stage/upper" "$stage/work" "$stage/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$stage/upper,workdir=$stage/work" "$stage/root"
for directory; do
  mkdir -p "$stage/root$directory"
  mount --bind "$directory" "$stage/root$directory"
  mount -o remount,bind,ro "$stage/root$directory"
done
mount -t proc proc "$stage/root/proc"
mount --rbind /dev "$stage/root/dev"
{ echo 1000 > "$stage/root/proc/sys/net/unix/max_dgram_qlen"; } 2>/dev/null || :
perl -e 'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0) or die $!; $request = pack("a16 s x14", "lo", 0x41); ioctl(S, 0x8914, $request) or die "lo: $!"'
exec chroot "$stage/root" "$node" "$worker"
`;
