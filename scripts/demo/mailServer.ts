import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { makeCertificate } from './certificate.ts';
import type { MailRole } from './mailboxes.ts';

export interface MailServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds that a conversation may go on when the server is asked to stop. */
const closeTimeout = 100;

/** A mail server that answers until RCPT TO and takes no message. It listens on loopback only. */
export async function startMailServer(role: MailRole, address: string, port = 0): Promise<MailServer> {
  const server = new SMTPServer({
    ...makeCertificate([role.name]),
    name: role.name,
    heloResponse: '%s',
    size: 10_240_000,
    hideENHANCEDSTATUSCODES: false,
    disabledCommands: ['AUTH', 'DATA'],
    disableReverseLookup: true,
    closeTimeout,
    onRcptTo({ address: recipient }, _session, done) {
      const [code, ...words] = role.reply(recipient).split(' ');
      // The server writes an enhanced code of its own choice before each text, 5.6.0 for 554, unless it is told to write none.
      // It replies before this call returns, so nobody else goes without. Being accepted is a reply too: no message follows.
      server.options.hideENHANCEDSTATUSCODES = true;
      done(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
      server.options.hideENHANCEDSTATUSCODES = false;
    },
  });
  // A client that resets its connection is no matter for a demo; whether the server listens, its socket tells.
  server.on('error', () => {});
  const listening = once(server.server, 'listening');
  server.listen(port, address);
  await listening;
  const bound = (server.server.address() as AddressInfo).port;
  return { address, port: bound, close: () => new Promise((resolve) => server.close(resolve)) };
}
