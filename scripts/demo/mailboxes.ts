/** What the mail servers of the demo answer to RCPT TO. The wording is that of a widespread server, so that a search finds it. */

export interface MailRole {
  /** As it greets. */
  readonly name: string;
  reply(recipient: string): string;
}

/**
 * What the running server answers from. It was started, and its tables were compiled, before the latest edits of
 * examples/moved-domain: erin was added later and nobody ran postmap, so her line is in the file and the server does not know her.
 * The alias loop of help and service and the broken line of sales came with the same edits.
 */
const known = new Set(['anna', 'ben', 'info', 'office', 'press', 'sales', 'postmaster']);

/** The server that the shop moved to. */
export const newServer: MailRole = {
  name: 'mx1.shop.example',
  reply(recipient) {
    const [local, domain] = split(recipient);
    if (domain === 'catchall.example') return accepted;
    if (domain === 'implicit.example') return local === 'postmaster' ? accepted : unknown(recipient, 'virtual mailbox table');
    if (domain !== 'shop.example' && domain !== '') return relayDenied(recipient);
    if (local === 'grey') return `450 4.2.0 <${recipient}>: Recipient address rejected: Greylisted, try again in 300 seconds`;
    if (local === 'full') return `452 4.2.2 <${recipient}>: Recipient address rejected: Mailbox is full`;
    if (local === 'blocked') return `554 5.7.1 <${recipient}>: Recipient address rejected: Access denied`;
    return known.has(local) ? accepted : unknown(recipient, 'virtual mailbox table');
  },
};

/** The server that the shop left: it still takes the domain for its own, and has forgotten most of the mailboxes. */
export const oldServer: MailRole = {
  name: 'mail.oldhost.example',
  reply(recipient) {
    const [local, domain] = split(recipient);
    if (domain === 'oldhost.example' || domain === '')
      return local === 'postmaster' || local === 'karl' ? accepted : unknown(recipient, 'local recipient table');
    if (domain === 'shop.example')
      return local === 'anna' || local === 'postmaster' ? accepted : unknown(recipient, 'local recipient table');
    return relayDenied(recipient);
  },
};

/** Whom the server of examples/chess-club knows, in the words of its configuration. */
const members = new Set(['anna', 'boris', 'clara', 'dora', 'board', 'treasurer', 'league', 'secretary', 'postmaster', 'root']);

export const clubServer: MailRole = {
  name: 'mail.chess.example',
  reply(recipient) {
    const [local, domain] = split(recipient);
    if (domain !== 'chess.example' && domain !== 'mail.chess.example' && domain !== '') return '550 relay not permitted';
    if (local === 'old-hall') return '550 5.1.6 The club plays in the town hall now';
    return members.has(local) ? '250 Accepted' : '550 Unknown user';
  },
};

const accepted = '250 2.1.5 Ok';

function unknown(recipient: string, table: string): string {
  return `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in ${table}`;
}

function relayDenied(recipient: string): string {
  return `454 4.7.1 <${recipient}>: Relay access denied`;
}

function split(recipient: string): readonly [string, string] {
  const at = recipient.lastIndexOf('@');
  return at < 0 ? [recipient.toLowerCase(), ''] : [recipient.slice(0, at).toLowerCase(), recipient.slice(at + 1).toLowerCase()];
}
