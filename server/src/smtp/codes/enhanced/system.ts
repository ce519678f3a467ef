import { type EnhancedCode, row } from './type.ts';

/** X.3 and X.4: the system itself, and the way to it. */
export const system: readonly EnhancedCode[] = [
  row(
    '3.0',
    'Other or undefined mail system status',
    [221, 250, 421, 451, 550, 554],
    'RFC 3463 3.4',
    'Something about the receiving system as a whole; the recipient is not in question',
    ['Read the log of the receiving server at that minute'],
  ),
  row('3.1', 'Mail system full', [452], 'RFC 3463 3.4', 'The receiving system has no room left, for anybody', [
    'Look at the free space of queue and mail store',
  ]),
  row(
    '3.2',
    'System not accepting network messages',
    [453, 521],
    'RFC 3463 3.4',
    'The host takes no mail now or never: a shutdown, too much load, or no mail server at all',
    ['Look at whether the MX record leads to the right host', 'Wait if the class is 4'],
  ),
  row(
    '3.3',
    'System not capable of selected features',
    [],
    'RFC 3463 3.4',
    'The message asks for something that the receiving system cannot do',
    ['Leave the feature out'],
  ),
  row('3.4', 'Message too big for system', [552, 554], 'RFC 3463 3.4', 'The message is bigger than the system takes from anybody', [
    'Compare the size with SIZE in the answer to EHLO',
    'Count on a third more than the attachment: base64 adds it',
  ]),
  row('3.5', 'System incorrectly configured', [], 'RFC 3463 3.4', 'The receiving server knows that its own configuration is broken', [
    'Read its log: a table that cannot be opened, a service that does not run, a loop to itself',
  ]),
  row('3.6', 'Requested priority was changed', [250], 'RFC 6710', 'The message was taken with another priority than asked for', [
    'Nothing: the message is on its way',
  ]),
  row(
    '4.0',
    'Other or undefined network or routing status',
    [],
    'RFC 3463 3.5',
    'The way to the receiving server failed, and it is not clear where',
    ['Look up MX and addresses, and try each with a probe'],
  ),
  row(
    '4.1',
    'No answer from host',
    [451],
    'RFC 3463 3.5',
    'The next server did not answer at all; some providers use 5.4.1 for a recipient that they refuse at the edge',
    ['Try port 25 of each MX from another network', 'Take it for an unknown user where the text says "Access denied" for one recipient'],
  ),
  row('4.2', 'Bad connection', [421], 'RFC 3463 3.5', 'The connection was there and broke off', [
    'Look for a firewall, a small MTU or a time limit between the two',
  ]),
  row('4.3', 'Directory server failure', [451, 550], 'RFC 3463 3.5', 'A look-up behind the server failed: DNS, LDAP or a database', [
    'Test the resolver and each table that the receiving server asks',
  ]),
  row(
    '4.4',
    'Unable to route',
    [],
    'RFC 3463 3.5',
    'The server found no way to the domain: a DNS answer without MX and address, or no route of its own',
    ['Look up MX and address records of the domain', 'Look at the route that the server has for this domain'],
  ),
  row('4.5', 'Mail system congestion', [451], 'RFC 3463 3.5', 'The server has too much to do', ['Wait', 'Send fewer messages at once']),
  row(
    '4.6',
    'Routing loop detected',
    [],
    'RFC 3463 3.5',
    'The message went round in circles: two servers each take the other for the one that delivers, or two forwardings point at each other',
    ['Count the Received lines of the bounce: two hosts alternate', 'Let exactly one of the two take the domain for its own'],
  ),
  row(
    '4.7',
    'Delivery time expired',
    [],
    'RFC 3463 3.5',
    'The message lay in a queue longer than allowed; the cause is what was said at each try before',
    ['Read the log of the sending server for the replies of the last days'],
  ),
];
