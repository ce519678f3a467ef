import type { SiteRule } from '../rule.ts';
import { delimitersDiffer } from './delimiters-differ.ts';
import { mailboxNamesDiffer } from './mailbox-names-differ.ts';
import { mailboxWithoutMail } from './mailbox-without-mail.ts';
import { socketWithoutListener } from './socket-without-listener.ts';
import { unknownToMailboxServer } from './unknown-to-mailbox-server.ts';

/** Rules about several servers of one host. */
export const siteRules: readonly SiteRule[] = [
  unknownToMailboxServer,
  mailboxNamesDiffer,
  mailboxWithoutMail,
  delimitersDiffer,
  socketWithoutListener,
];
