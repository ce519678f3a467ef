/** A three-digit reply of an SMTP server. Sentences carry no full stop; whoever shows them adds it. */
export interface ReplyCode {
  readonly code: number;
  readonly meaning: string;
  /** Who says it, in answer to what. */
  readonly when: string;
  /** Orders for the postmaster, the first thing first. */
  readonly next: readonly string[];
  readonly source: string;
}

const nothing = ['Nothing: this is a good answer'];
const wait = 'Wait: the sending server tries again by itself for some days';

const list: readonly ReplyCode[] = [
  reply(211, 'Here is how the system is', 'answer to HELP or to a request for status', nothing, 'RFC 5321 4.2.3'),
  reply(214, 'Here is the help, meant for a person', 'answer to HELP', nothing, 'RFC 5321 4.2.3'),
  reply(220, 'The server is ready', 'the greeting, and the answer to STARTTLS', nothing, 'RFC 5321 4.2.3; RFC 3207 4'),
  reply(221, 'The server says good-bye and closes the connection', 'answer to QUIT', nothing, 'RFC 5321 4.2.3'),
  reply(235, 'The client has proved who it is', 'answer at the end of AUTH', nothing, 'RFC 4954 6'),
  reply(
    250,
    'Done as asked',
    'answer to most commands; to RCPT TO it means that the recipient is taken, not that the mailbox is there',
    ['Look at the log behind this server if mail bounces later: taking a recipient is not delivering to it'],
    'RFC 5321 4.2.3',
  ),
  reply(
    251,
    'The user lives elsewhere and the server passes the mail on',
    'answer to RCPT TO or VRFY',
    ['Note the new address: the old one may end'],
    'RFC 5321 3.4; 4.2.3',
  ),
  reply(
    252,
    'The server will not say whether the user exists, but would take the mail',
    'answer to VRFY',
    ['Ask with RCPT TO: VRFY tells nothing here'],
    'RFC 5321 3.5.3; 4.2.3',
  ),
  reply(253, 'So many waiting messages are on their way', 'answer to ETRN', nothing, 'RFC 1985'),
  reply(334, 'Go on with the next step of the log-in', 'answer within AUTH; the text is base64', nothing, 'RFC 4954 4'),
  reply(354, 'Send the message, a dot alone on a line ends it', 'answer to DATA', nothing, 'RFC 5321 4.2.3'),
  reply(
    421,
    'The server goes away now, for reasons of its own',
    'at any moment: too many connections, a restart, a reputation it does not like',
    [wait, 'Look at how many connections this host makes at once', 'Read the text: it often names a page about the block'],
    'RFC 5321 3.8; 4.2.3',
  ),
  reply(
    422,
    'The account has to move to another way of logging in',
    'answer to AUTH',
    ['Log in once with PLAIN over TLS'],
    'RFC 5248 2.4, row X.7.12',
  ),
  reply(
    424,
    'A list could not be expanded for now; no RFC has the code, some servers make it of the digits of 4.2.4',
    'answer to RCPT TO, together with 4.2.4',
    ['Look at the members of the list: a missing include file or a member that points back at the list'],
    'No RFC: seen in replies of real servers',
  ),
  reply(430, 'The command does not fit here now', 'listed for wrong commands; no RFC describes it alone', [wait], 'IANA, row X.5.1'),
  reply(432, 'The account has to move to another way of logging in', 'answer to AUTH', ['Log in once with PLAIN over TLS'], 'RFC 4954 6'),
  reply(
    450,
    'The mailbox cannot be used now: busy, held back for reasons of policy, or unknown on a server that says so softly',
    'answer to RCPT TO',
    [
      'Read the text: "greylisted" and "try again" end by themselves, "user unknown" does not',
      'Look in the receiving server for a setting that turns 550 into 450',
      wait,
    ],
    'RFC 5321 4.2.3',
  ),
  reply(
    451,
    'Something broke on the server while it worked on this',
    'answer to RCPT TO or after the message; also for greylisting',
    ['Read the log of the receiving server: a look-up table or a filter that does not answer ends in 451', wait],
    'RFC 5321 4.2.3',
  ),
  reply(
    452,
    'No room, or more recipients than the server takes at once',
    'answer to MAIL FROM, RCPT TO or DATA',
    ['Look at the free space of the queue', 'Send to fewer recipients at once; LIMITS (RFC 9422) tells the number beforehand', wait],
    'RFC 5321 4.2.3; 4.5.3.1.10',
  ),
  reply(453, 'No mail is waiting', 'answer to ATRN', nothing, 'RFC 2645'),
  reply(
    454,
    'TLS or the check of the password does not work at the moment',
    'answer to STARTTLS or AUTH',
    ['Look at certificate, key and the authentication service of the server', wait],
    'RFC 3207 4; RFC 4954 6',
  ),
  reply(
    455,
    'The server knows the parameters but cannot do them now',
    'answer to MAIL FROM or RCPT TO with parameters',
    [wait, 'Leave the parameter out'],
    'RFC 5321 4.1.1.11; 4.2.3',
  ),
  reply(458, 'The waiting messages cannot be put in the queue', 'answer to ETRN', ['Look at the queue of that server', wait], 'RFC 1985'),
  reply(459, 'This host may not ask for that mail', 'answer to ETRN', ['Ask the operator to allow the host or the domain'], 'RFC 1985'),
  reply(
    500,
    'The server does not know the command, or the line is too long',
    'answer to any command',
    ['Look for a firewall that rewrites SMTP', 'Compare the command with what EHLO offered'],
    'RFC 5321 4.2.3; 4.2.4',
  ),
  reply(
    501,
    'The command is known, its argument is not written as it must be',
    'answer to HELO, MAIL FROM or RCPT TO',
    ['Look at the address or host name in the command, character by character'],
    'RFC 5321 4.2.3',
  ),
  reply(
    502,
    'The server knows the command and does not do it',
    'answer to VRFY, EXPN and the like',
    ['Ask in another way'],
    'RFC 5321 4.2.4',
  ),
  reply(
    503,
    'The commands came in the wrong order',
    'after a refused MAIL FROM or RCPT TO, often only an echo of that refusal',
    ['Look at the reply before this one: it holds the cause'],
    'RFC 5321 4.2.3',
  ),
  reply(
    504,
    'The command is known, this parameter of it is not',
    'answer to AUTH with a mechanism that is not offered, or to a host name without a dot',
    ['Compare the parameter with what EHLO offered'],
    'RFC 5321 4.2.3; RFC 4954 4',
  ),
  reply(
    521,
    'This host takes no mail at all',
    'the greeting of a host that only sends',
    ['Look at the MX record of the domain: it leads to a host that is no mail server', 'Publish a null MX if the domain takes no mail'],
    'RFC 7504',
  ),
  reply(523, 'A log-in of this kind needs encryption', 'answer to AUTH', ['Use STARTTLS or port 465 first'], 'RFC 5248 2.4, row X.7.10'),
  reply(
    524,
    'A log-in of this kind needs encryption; some servers say it with 5.2.4, where it means a list that cannot be expanded',
    'answer to AUTH; with 5.2.4 to RCPT TO',
    ['Use STARTTLS or port 465 first', 'Look at the members of the list where the second code is 5.2.4'],
    'RFC 5248 2.4, row X.7.11',
  ),
  reply(
    525,
    'The password is right, but the account is switched off',
    'answer to AUTH',
    ['Find out why the account was switched off before switching it on'],
    'RFC 5248 2.4, row X.7.13',
  ),
  reply(
    530,
    'Log in first, or start TLS first',
    'answer to MAIL FROM on a submission port; to most commands where TLS is compulsory',
    ['Look at what the text asks for: authentication or STARTTLS', 'Send to port 25 of the MX, not to a submission port'],
    'RFC 4954 6; RFC 3207 4',
  ),
  reply(
    533,
    'Delivery is not authorized',
    'listed for refusals of policy; no RFC describes it alone',
    ['Read the text of the reply: it tells the policy'],
    'IANA, row X.7.1',
  ),
  reply(
    534,
    'This way of logging in is too weak for the account',
    'answer to AUTH',
    ['Choose a stronger mechanism, or an application password where the provider wants one'],
    'RFC 4954 6',
  ),
  reply(
    535,
    'Name or password is wrong',
    'answer to AUTH',
    ['Test the password elsewhere', 'Look at whether the account may use SMTP at all'],
    'RFC 4954 6',
  ),
  reply(538, 'A log-in of this kind needs encryption', 'answer to AUTH of old servers', ['Use STARTTLS or port 465 first'], 'RFC 4954 6'),
  reply(
    550,
    'The mailbox is not there, or the server will not give it this mail',
    'answer to RCPT TO for an unknown user; with other commands, and often here too, a matter of policy',
    [
      'Read the second code and the text: less than half of all bare 550 replies mean an unknown user',
      'Ask the same server for postmaster and for an address that cannot exist, and compare',
      'Explain the recipient against the configuration of the receiving server',
    ],
    'RFC 5321 4.2.3; 3.3',
  ),
  reply(
    551,
    'The user lives elsewhere, and the server does not pass mail on',
    'answer to RCPT TO',
    ['Send to the address in the text, if it gives one'],
    'RFC 5321 3.4; 4.2.3',
  ),
  reply(
    552,
    'The mailbox or the message is too big',
    'answer to RCPT TO, MAIL FROM with SIZE, or after the message',
    ['Tell the recipient that the mailbox is full', 'Compare the size of the message with SIZE in the answer to EHLO'],
    'RFC 5321 4.2.3; RFC 1870',
  ),
  reply(
    553,
    'The server does not allow this name of a mailbox',
    'answer to MAIL FROM or RCPT TO: syntax, or a sender that the client may not use',
    ['Look at the address, character by character', 'Look at whether the user who logged in owns the sender address'],
    'RFC 5321 4.2.3',
  ),
  reply(
    554,
    'The transaction failed, and nothing more exact is said; as a greeting: no service for you',
    'after the message, to RCPT TO, or as the greeting',
    ['Read the text: relaying denied, a blocklist, a filter', 'Ask for the same recipient from another network'],
    'RFC 5321 3.1; 4.2.3',
  ),
  reply(
    555,
    'The server does not know a parameter of MAIL FROM or RCPT TO',
    'answer to MAIL FROM or RCPT TO',
    ['Leave out what EHLO did not offer'],
    'RFC 5321 4.1.1.11; 4.2.3',
  ),
  reply(
    556,
    'The domain says of itself that it takes no mail',
    'a sending server that found a null MX, or a relay that found a host greeting with 521',
    ['Look up the MX record: "0 ." is a null MX', 'Correct the domain of the address'],
    'RFC 7504; RFC 7505',
  ),
];

/** Every reply code that an RFC of SMTP or the registry of enhanced codes names, and one that servers made up. */
export const replyCodes: ReadonlyMap<number, ReplyCode> = new Map(list.map((it) => [it.code, it]));

function reply(code: number, meaning: string, when: string, next: readonly string[], source: string): ReplyCode {
  return { code, meaning, when, next, source };
}
