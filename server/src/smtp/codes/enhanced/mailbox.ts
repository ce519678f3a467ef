import { type EnhancedCode, row } from './type.ts';

/** X.2: the mailbox is there, and cannot take this. */
export const mailbox: readonly EnhancedCode[] = [
  row('2.0', 'Other or undefined mailbox status', [], 'RFC 3463 3.3', 'The mailbox exists, and something about it stands in the way', [
    'Read the text: greylisting often says 4.2.0',
  ]),
  row(
    '2.1',
    'Mailbox disabled, not accepting messages',
    [],
    'RFC 3463 3.3',
    'The mailbox exists and is switched off, for good with a 5 and for now with a 4',
    ['Ask the operator why it is switched off', 'Take it off the mailing lists when the class is 5'],
  ),
  row('2.2', 'Mailbox full', [552], 'RFC 3463 3.3', 'The mailbox has reached its quota', [
    'Tell the recipient in another way',
    'Raise the quota or empty the trash on the receiving server',
  ]),
  row(
    '2.3',
    'Message length exceeds administrative limit',
    [552],
    'RFC 3463 3.3',
    'The message is bigger than this one mailbox may receive',
    ['Send less, or a link', 'Compare the limit of the mailbox with the one of the server'],
  ),
  row('2.4', 'Mailing list expansion problem', [450, 452], 'RFC 3463 3.3', 'The address is a list, and the list could not be resolved', [
    'Look at the members: a missing include file or a member that points back at the list',
  ]),
];
