import type { TLSSocket } from 'node:tls';
import { escapeText } from '../escape.ts';

/** What a connection shows of an encrypted resolver. */
export interface Identity {
  /** One sentence each. */
  readonly facts: readonly string[];
  /** Why the server cannot be taken for the one that was named; absent where it is that one. */
  readonly fault?: string;
}

/** Reads the certificate behind a handshake that is over. `name` is the host name or IP address that the certificate has to bear. */
export function identityOf(socket: TLSSocket, name: string): Identity {
  const certificate = socket.getPeerCertificate();
  const version = socket.getProtocol() ?? 'TLS';
  // Node gives an empty object where the server sent none.
  if (!certificate.subject) return { facts: [version], fault: `the server shows no certificate for ${name}` };
  const bears = certificate.subjectaltname?.replace(/(DNS|IP Address):/g, '') ?? [certificate.subject.CN ?? 'nobody'].flat().join(' ');
  const shown = escapeText(`${200 < bears.length ? `${bears.slice(0, 200)}…` : bears}, until ${certificate.valid_to}`);
  const facts = [`${version}, the certificate is for ${shown}`];
  if (socket.authorized) return { facts };
  const why = escapeText(String(socket.authorizationError));
  return { facts, fault: `the certificate does not prove that this is ${name} (${why}); it is for ${shown}` };
}
