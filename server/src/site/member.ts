import type { Mta } from '../core/mta.ts';
import type { Endpoint, MailSystem } from '../core/system.ts';

/** One server of a host, and the kind of server that it is. */
export interface Member {
  readonly mta: Mta;
  readonly system: MailSystem;
}

/** Who listens where mail was handed over; undefined where none of them does, or several do. */
export function listenerAt(endpoint: Endpoint, members: readonly Member[]): Member | undefined {
  const listening = members.filter((it) => listensAt(it, endpoint));
  return listening.length === 1 ? listening[0] : undefined;
}

export function listensAt({ system }: Member, endpoint: Endpoint): boolean {
  return system.listens?.some((it) => isSame(it.endpoint, endpoint)) ?? false;
}

function isSame(listener: Endpoint, wanted: Endpoint): boolean {
  if (listener.kind === 'unix' || wanted.kind === 'unix')
    return listener.kind === 'unix' && wanted.kind === 'unix' && plain(listener.path) === plain(wanted.path);
  const isEvery = listener.host === '*' || listener.host === '0.0.0.0' || listener.host === '::';
  return listener.port === wanted.port && (isEvery || loopback(listener.host) === loopback(wanted.host));
}

/** /var/run leads to /run wherever there is a /run. */
function plain(path: string): string {
  return path.replace(/\/+/g, '/').replace(/^\/var\/run\//, '/run/');
}

function loopback(host: string): string {
  return host === 'localhost' || host === '::1' ? '127.0.0.1' : host;
}
