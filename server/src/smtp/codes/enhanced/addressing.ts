import { type EnhancedCode, row } from './type.ts';

/** X.0 and X.1: nothing said, and the addresses. */
export const addressing: readonly EnhancedCode[] = [
  row('0.0', 'Other undefined Status', [], 'RFC 3463 3.1', 'Only the class is known: the server says how it ended, not why', [
    'Go by the reply code and the text',
  ]),
  row('1.0', 'Other address status', [], 'RFC 3463 3.2', 'Something about an address, and the server does not say what', [
    'Read the text of the reply',
    'Look at sender and recipient, one after the other',
  ]),
  row(
    '1.1',
    'Bad destination mailbox address',
    [451, 550],
    'RFC 3463 3.2',
    'The server is responsible for the domain and knows nobody of this name in it',
    [
      'Compare the part before the @ with the mailboxes and aliases of the receiving server',
      'Make sure that the MX record leads to the server that has the mailboxes, and not to one that was left behind',
      'Look at whether the receiving server takes the domain for another class than it is',
    ],
  ),
  row('1.2', 'Bad destination system address', [], 'RFC 3463 3.2', 'The domain of the recipient does not exist or takes no mail', [
    'Look up MX and address records of the domain',
    'Look for a slip of the pen behind the @',
  ]),
  row('1.3', 'Bad destination mailbox address syntax', [501], 'RFC 3463 3.2', 'The recipient is not written as an address is', [
    'Look for blanks, quotes, a missing @ or a bracket too many in the address as it was sent',
  ]),
  row(
    '1.4',
    'Destination mailbox address ambiguous',
    [],
    'RFC 3463 3.2',
    'The address fits more than one recipient, and the server will not guess',
    ['Write the full address', 'Make the names unique where the server matches loosely or two directory entries share an address'],
  ),
  row('1.5', 'Destination address valid', [250], 'RFC 3463 3.2', 'The recipient is taken', ['Nothing: this is a good answer']),
  row(
    '1.6',
    'Destination mailbox has moved, No forwarding address',
    [],
    'RFC 3463 3.2',
    'The mailbox was here once and is gone, and nobody says where to',
    ['Ask the owner for the new address', 'Look into the table of relocated users on the receiving server'],
  ),
  row('1.7', "Bad sender's mailbox address syntax", [], 'RFC 3463 3.2', 'The sender is not written as an address is', [
    'Look at the envelope sender, not at the From line',
  ]),
  row(
    '1.8',
    "Bad sender's system address",
    [451, 501],
    'RFC 3463 3.2',
    'The domain of the sender does not exist or could not take an answer; the recipient is not in question',
    ['Look up MX and address records of the sender domain', 'Set the sender to a domain that exists'],
  ),
  row(
    '1.9',
    'Message relayed to non-compliant mailer',
    [],
    'RFC 3886',
    'The address was good, and the message went to a system that reports nothing back',
    ['Ask the operator of that system'],
  ),
  row(
    '1.10',
    'Recipient address has null MX',
    [556],
    'RFC 7505',
    'The domain publishes a null MX and so says that it takes no mail; some providers use the code for an unknown recipient instead',
    ['Look up the MX record: a null MX is "0 ."', 'Take it for an unknown user where the MX record is an ordinary one'],
  ),
];
