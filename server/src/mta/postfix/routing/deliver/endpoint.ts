import type { Endpoint } from '../../../../core/system.ts';
import type { Postfix } from '../../system.ts';

/** What stands for a host in the addresses of lmtp(8): its own. */
const OWN = ['localhost', '127.0.0.1', '::1'];

/**
 * The socket of this host that lmtp(8) connects to; undefined where it goes elsewhere. A path is one from the queue directory; in a chroot,
 * whose root is the queue directory, one with a slash in front too. Source: lmtp(8), master(5); asked of Postfix 3.7 with Dovecot.
 */
export function endpointOf(system: Postfix, transport: string, nexthop: string): Endpoint | undefined {
  const { parameters } = system;
  const [, path] = /^unix:(.+)$/.exec(nexthop) ?? [];
  if (path !== undefined) {
    const queue = parameters.text('queue_directory');
    const isJailed = system.service(transport, 'unix')?.chroot?.text === 'y';
    return { kind: 'unix', path: path.startsWith('/') && !isJailed ? path : `${queue}/${path}` };
  }
  const [, bracketed, plain, port] = /^(?:inet:)?(?:\[([^\]]*)\]|([^[\]:]+))(?::(\d+))?$/.exec(nexthop) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || !OWN.includes(host.replace(/^ipv6:/i, '').toLowerCase())) return undefined;
  return { kind: 'inet', host: '127.0.0.1', port: Number(port ?? (parameters.text('lmtp_tcp_port') || 24)) };
}
