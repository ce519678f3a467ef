import { type EnhancedCode, row } from './type.ts';

/** X.5 and X.6: the conversation, and the message. */
export const protocol: readonly EnhancedCode[] = [
  row(
    '5.0',
    'Other or undefined protocol status',
    [220, 250, 251, 252, 253, 451, 452, 454, 458, 459, 501, 502, 503, 554],
    'RFC 3463 3.6',
    'Something in the conversation went wrong, and the server does not say what; one big provider uses 5.5.0 for an unknown user',
    ['Read the text: "mailbox unavailable" means the user, whatever the code says'],
  ),
  row(
    '5.1',
    'Invalid command',
    [430, 500, 501, 503, 530, 550, 554, 555],
    'RFC 3463 3.6',
    'A command that the server does not know, or not at this place',
    ['Look at the reply before this one', 'Look for a firewall that rewrites SMTP'],
  ),
  row('5.2', 'Syntax error', [500, 501, 502, 550, 555], 'RFC 3463 3.6', 'The server could not read the command', [
    'Look at the command as it went over the wire',
  ]),
  row('5.3', 'Too many recipients', [451], 'RFC 3463 3.6', 'More recipients than the server takes in one message', [
    'Let the sending server split the message: with a class of 4 it does so by itself',
  ]),
  row(
    '5.4',
    'Invalid command arguments',
    [451, 501, 502, 503, 504, 550, 555],
    'RFC 3463 3.6',
    'The command is good, and something behind it is not',
    ['Compare the arguments with what EHLO offered', 'Look at the name in HELO or EHLO'],
  ),
  row('5.5', 'Wrong protocol version', [], 'RFC 3463 3.6', 'The two sides speak versions of the protocol that do not fit', [
    'Look at whether LMTP is spoken to an SMTP port, or SMTP to an LMTP port',
  ]),
  row(
    '5.6',
    'Authentication Exchange line is too long',
    [500],
    'RFC 4954 4',
    'The answer in a log-in was longer than the server can hold',
    ['Raise the limit on the server, or use a mechanism with shorter tickets'],
  ),
  row('6.0', 'Other or undefined media error', [], 'RFC 3463 3.7', 'Something in the message itself stands in the way', [
    'Send a plain text to the same recipient and compare',
  ]),
  row('6.1', 'Media not supported', [], 'RFC 3463 3.7', 'The next system cannot carry this kind of content', ['Send another format']),
  row('6.2', 'Conversion required and prohibited', [], 'RFC 3463 3.7', 'The content would have to be converted, and somebody forbids it', [
    'Send the content in the form that the recipient takes',
  ]),
  row(
    '6.3',
    'Conversion required but not supported',
    [554],
    'RFC 3463 3.7',
    'The content would have to be converted, mostly from 8 bits to 7, and no host on the way can',
    ['Encode the message as quoted-printable or base64 before sending'],
  ),
  row('6.4', 'Conversion with loss performed', [250], 'RFC 3463 3.7', 'The message was delivered, and lost something on the way', [
    'Send it in another format if the loss matters',
  ]),
  row('6.5', 'Conversion Failed', [], 'RFC 3463 3.7', 'A conversion was tried and failed', ['Look for a broken part in the message']),
  row('6.6', 'Message content not available', [554], 'RFC 4468', 'The content was to be fetched from another server and could not be', [
    'Look at the server that the message points to',
  ]),
  row(
    '6.7',
    'Non-ASCII addresses not permitted for that sender/recipient',
    [550, 553],
    'RFC 6531',
    'An address has letters beyond ASCII, and the server does not take such addresses here',
    ['Use an ASCII address of the same person', 'Switch SMTPUTF8 on along the whole way'],
  ),
  row(
    '6.8',
    'UTF-8 string reply is required, but not permitted by the SMTP client',
    [252, 550, 553],
    'RFC 6531',
    'The answer would need letters beyond ASCII, and the client did not say that it can read them',
    ['Let the client use SMTPUTF8'],
  ),
  row(
    '6.9',
    'UTF-8 header message cannot be transferred to one or more recipients, so the message must be rejected',
    [550],
    'RFC 6531',
    'The header has letters beyond ASCII, and the next server does not take that',
    ['Encode the header as MIME words'],
  ),
  row('6.10', 'Duplicate of X.6.8, deprecated', [], 'RFC 6531', 'The same as X.6.8; nothing new uses it', ['Go by what X.6.8 says']),
];
