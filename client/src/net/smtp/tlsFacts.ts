import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import { escapeText } from '../escape.ts';

/** What a TLS connection shows about its server, one sentence each. Mail servers are not required to have a certificate that fits. */
export function tlsFacts(socket: TLSSocket, name: string | undefined): readonly string[] {
  const facts = [`TLS: ${socket.getProtocol() ?? 'unknown version'}, ${socket.getCipher()?.name ?? 'unknown cipher'}`];
  const certificate = socket.getPeerCertificate();
  // Node gives an empty object where the server sent none.
  if (!certificate.subject) return [...facts, 'the server showed no certificate'];
  const names = certificate.subjectaltname?.split(', ').map((it) => it.replace(/^DNS:/, '')) ?? [[certificate.subject.CN].flat().join(' ')];
  facts.push(escapeText(`the certificate is for ${names.slice(0, 8).join(', ')}, until ${certificate.valid_to}`));
  if (!socket.authorized)
    facts.push(
      escapeText(
        `the certificate is not trusted here: ${String(socket.authorizationError)}; senders that demand a trusted one do not deliver`,
      ),
    );
  if (name !== undefined && !doesName(name, certificate))
    facts.push(escapeText(`the certificate does not name ${name}; senders that check names do not deliver`));
  return facts;
}

function doesName(name: string, certificate: PeerCertificate): boolean {
  try {
    return checkServerIdentity(name, certificate) === undefined;
  } catch {
    // Node throws at alternative names that it cannot take apart.
    return false;
  }
}
