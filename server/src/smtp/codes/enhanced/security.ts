import { type EnhancedCode, row } from './type.ts';

const signing = 'Look at the signatures with a message to a testing service';

/** X.7: who may, and who is believed. */
export const security: readonly EnhancedCode[] = [
  row(
    '7.0',
    'Other or undefined security status',
    [220, 235, 450, 454, 500, 501, 503, 504, 530, 535, 550],
    'RFC 3463 3.8',
    'A matter of security or policy, and the server does not say which',
    ['Read the text', 'Look at the reputation of the sending address'],
  ),
  row(
    '7.1',
    'Delivery not authorized, message refused',
    [451, 454, 502, 503, 533, 550, 551],
    'RFC 3463 3.8',
    'The server will not take this mail from this sender or for this recipient: relaying, a blocklist, a filter',
    [
      'Read the text for "relay": the server does not take the domain for one of its own',
      'Look for a blocklist or a page that the text names',
      'Ask for the same recipient from another network',
    ],
  ),
  row('7.2', 'Mailing list expansion prohibited', [550], 'RFC 3463 3.8', 'The sender may not write to this list', [
    'Ask the owner of the list, or write from the subscribed address',
  ]),
  row(
    '7.3',
    'Security conversion required but not possible',
    [],
    'RFC 3463 3.8',
    'The message would have to go from one secure form to another, and cannot',
    ['Send it in the form that the recipient takes'],
  ),
  row('7.4', 'Security features not supported', [504], 'RFC 3463 3.8', 'The message asks for protection that the server cannot give', [
    'Compare with what EHLO offered, after STARTTLS',
  ]),
  row(
    '7.5',
    'Cryptographic failure',
    [],
    'RFC 3463 3.8',
    'A signature or an encryption could not be worked on: a key is missing or wrong; 4.7.5 is often a failed TLS handshake',
    ['Look at certificate, chain and names of the server'],
  ),
  row('7.6', 'Cryptographic algorithm not supported', [], 'RFC 3463 3.8', 'The algorithm is not known on the other side', [
    'Choose a common algorithm',
  ]),
  row('7.7', 'Message integrity failure', [], 'RFC 3463 3.8', 'The message was changed after it was signed', [
    'Look for a filter or a list on the way that rewrites messages',
  ]),
  row('7.8', 'Authentication credentials invalid', [535, 554], 'RFC 4954 6', 'Name or password is wrong', [
    'Test the password elsewhere',
    'Look at whether the account may use SMTP at all',
  ]),
  row('7.9', 'Authentication mechanism is too weak', [534], 'RFC 4954 6', 'The account wants a stronger way of logging in', [
    'Choose another mechanism, or an application password where the provider wants one',
  ]),
  row('7.10', 'Encryption Needed', [523], 'RFC 5248 2.4', 'This way of logging in needs an encrypted connection', [
    'Use STARTTLS or port 465 first',
  ]),
  row(
    '7.11',
    'Encryption required for requested authentication mechanism',
    [524, 538],
    'RFC 4954 6',
    'This way of logging in needs an encrypted connection; new servers do not offer it before',
    ['Use STARTTLS or port 465 first'],
  ),
  row('7.12', 'A password transition is needed', [422, 432], 'RFC 4954 6', 'The account has to move to another way of logging in', [
    'Log in once with PLAIN over TLS',
  ]),
  row('7.13', 'User Account Disabled', [525], 'RFC 5248 2.4', 'The password is right, but the account is switched off', [
    'Find out why before switching it on',
  ]),
  row(
    '7.14',
    'Trust relationship required',
    [535, 554],
    'RFC 5248 2.4',
    'The server would have to fetch the content from another one that does not trust it',
    ['Set up the trust between the two servers'],
  ),
  row('7.15', 'Priority Level is too low', [450, 550], 'RFC 6710', 'The server takes only mail of higher priority now', [
    'Wait, or send with a higher priority',
  ]),
  row(
    '7.16',
    'Message is too big for the specified priority',
    [552],
    'RFC 6710',
    'The message is too big for its priority, at least for now',
    ['Wait, or send less'],
  ),
  row(
    '7.17',
    'Mailbox owner has changed',
    [],
    'RFC 7293',
    'The sender asked for the owner of an earlier date, and the mailbox has another one since',
    ['Take the address out of the records of that person'],
  ),
  row(
    '7.18',
    'Domain owner has changed',
    [],
    'RFC 7293',
    'The sender asked for the owner of an earlier date, and the domain has another one since',
    ['Take the address out of the records of that person'],
  ),
  row(
    '7.19',
    'RRVS test cannot be completed',
    [],
    'RFC 7293',
    'The sender asked for the owner of an earlier date, and the server does not know since when the owner is the same',
    ['Decide whether to send without that condition'],
  ),
  row('7.20', 'No passing DKIM signature found', [550], 'RFC 7372 3.1', 'No DKIM signature of the message holds', [signing]),
  row('7.21', 'No acceptable DKIM signature found', [550], 'RFC 7372 3.1', 'A DKIM signature holds, and the server does not accept it', [
    signing,
  ]),
  row(
    '7.22',
    'No valid author-matched DKIM signature found',
    [550],
    'RFC 7372 3.1',
    'A DKIM signature holds, and none is from the domain in the From line',
    ['Sign with the domain of the From line'],
  ),
  row('7.23', 'SPF validation failed', [550], 'RFC 7372 3.2', 'The SPF record of the sender domain does not list the sending address', [
    'Add the sending host to the SPF record',
    'Rewrite the sender where mail is forwarded',
  ]),
  row('7.24', 'SPF validation error', [451, 550], 'RFC 7372 3.2', 'The SPF record could not be worked out', [
    'Look for two records, a typing error or more than ten look-ups',
  ]),
  row(
    '7.25',
    'Reverse DNS validation failed',
    [550],
    'RFC 7372 3.3',
    'The sending address has no name in DNS, or a name that does not lead back to it',
    ['Set the PTR record, and an address record with the same name'],
  ),
  row('7.26', 'Multiple authentication checks failed', [550], 'RFC 7372 3.4', 'More than one of SPF, DKIM and DMARC failed', [
    'Put SPF and DKIM of the sender domain in order, one after the other',
  ]),
  row(
    '7.27',
    'Sender address has null MX',
    [550],
    'RFC 7505',
    'The domain of the sender says that it takes no mail, so nobody could answer',
    ['Set the sender to a domain that takes mail'],
  ),
  row(
    '7.28',
    'Mail flood detected',
    [],
    'IANA; draft-levine-mailbomb-header',
    'The message looks like part of a flood of mail to one recipient',
    ['Look at which form or list sends it', 'Protect sign-up forms against robots'],
  ),
  row('7.29', 'ARC validation failure', [550], 'RFC 8617', 'The chain of ARC seals does not hold', [
    'Look for a forwarder that changes messages after sealing them',
  ]),
  row(
    '7.30',
    'REQUIRETLS support required',
    [550],
    'RFC 8689',
    'The sender insists on TLS all the way, and the next server does not promise it',
    ['Send without REQUIRETLS, or let the next server offer it'],
  ),
];
