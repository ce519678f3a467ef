import type { ProbeVerdict } from './types.ts';

/** What to try next, most promising first. Orders, in words that fit any server. */
export function nextSteps(verdict: ProbeVerdict): readonly string[] {
  return advice[verdict];
}

const advice: Readonly<Record<ProbeVerdict, readonly string[]>> = {
  exists: ['Send a real message if it must be certain: a server may still refuse or discard after the text of the message'],
  'unknown-user': [
    'Compare the address with the user and alias tables of the server that answered, letter by letter',
    'Check that this server is the one that holds the mailboxes now, and not the old one',
    'Rebuild the compiled tables on the server if the address was added lately',
  ],
  'accepts-all': [
    'Look for the catch-all entry of the domain, or ask the server behind this one: an accepted recipient proves nothing here',
  ],
  disabled: ['Enable the mailbox or give it a forwarding address'],
  full: ['Make room in the mailbox or raise its quota'],
  'policy-blocked': [
    'Read the reason in the reply: it is about this client, not about the mailbox',
    'Ask from the outgoing mail server, whose address has a reverse name and a reputation',
  ],
  greylisted: ['Ask again after five minutes from the same address'],
  'relay-denied': [
    'Add the domain to the list of domains that this server takes as final or relays',
    'Take this server out of the MX records if the domain has moved away',
  ],
  'sender-refused': ['Set a sender address of your own domain in the settings and ask again'],
  unreachable: ['Check that the mail server runs and that its firewall lets connections in'],
  'not-smtp': ['Check what listens on this port: a proxy, a web server or a firewall that rewrites SMTP'],
  inconclusive: ['Read the conversation: the server gave no answer that decides'],
};
