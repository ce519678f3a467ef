import { elsewhere } from '../box/dns.ts';
import type { Listen } from '../box/sinks.ts';
import { startPolicyService, startSink } from '../box/sinks.ts';
import { config as mailboxServer, startDovecot } from '../dovecot/start.ts';
import type { PostfixSite } from './answers.ts';

/**
 * Starts what this configuration talks to: the SMTP servers of the world, LMTP servers behind a socket, policy services without an opinion.
 * A site with a dovecot.conf gets a real Dovecot for them.
 * Returns what could not be started.
 */
export async function startNeighbors(site: PostfixSite, settings: string, queue: string): Promise<readonly string[]> {
  const rejects = site.sinkReject ?? [];
  const starts: (readonly [string, () => Promise<void>])[] = [
    ['smtp', () => startSink({ host: elsewhere, port: 25 }, 'smtp', rejects)],
    ...(site.files[mailboxServer] === undefined
      ? lmtpSockets(settings, Object.values(site.files), queue).map(
          (socket) => [socket, () => startSink({ socket }, 'lmtp', rejects)] as const,
        )
      : [[mailboxServer, startMailboxServer] as const]),
    ...policyServices(settings, queue).map((at) => [JSON.stringify(at), () => startPolicyService(at)] as const),
  ];
  const failures: string[] = [];
  for (const [name, start] of starts) await start().catch((error) => failures.push(`${name}: ${String(error)}`));
  return failures;
}

async function startMailboxServer(): Promise<void> {
  const why = await startDovecot();
  if (why !== undefined) throw new Error(why);
}

function lmtpSockets(settings: string, texts: readonly string[], queue: string): readonly string[] {
  const all = [settings, ...texts].join('\n');
  const sockets = [...all.matchAll(/unix:(\/?[\w./-]*(?:lmtp|dovecot)[\w./-]*)/g)].map(([, it = '']) => it);
  const isOurs = (it: string): boolean => !/auth|policy|quota|postgrey/.test(it) && !isService(it, settings);
  return [...new Set(sockets.filter(isOurs).map((it) => inQueue(it, queue)))];
}

/** private/lmtp is the socket of Postfix's own client. */
function isService(socket: string, settings: string): boolean {
  const name = /^private\/([\w-]+)$/.exec(socket)?.[1];
  return name !== undefined && new RegExp(`^${name} +unix `, 'm').test(settings);
}

function policyServices(settings: string, queue: string): readonly Listen[] {
  const names = [...settings.matchAll(/check_policy_service[ ,{]+((?:unix|inet):[^\s,}]+)/g)].map(([, it = '']) => it);
  return [...new Set(names)].map((name) => {
    const place = name.slice('unix:'.length);
    if (name.startsWith('unix:')) return { socket: inQueue(place, queue) };
    return { host: '127.0.0.1', port: Number(place.slice(place.lastIndexOf(':') + 1)) };
  });
}

function inQueue(path: string, queue: string): string {
  return path.startsWith('/') ? path : `${queue}/${path}`;
}
