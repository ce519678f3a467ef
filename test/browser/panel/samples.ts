import type { MxAnswer, MxRecord, ProbeResult, TranscriptLine } from '../../../client/src/net/results.ts';
import type { Run } from '../../../client/src/panel/messages.ts';

/** Runs as the extension sends them, for the tests that draw them. */

/** When every sample was asked: the clock of the page stands at a quarter past two that day. */
export const asked = new Date(2026, 10, 21, 14, 2).getTime();
export const now = new Date(2026, 10, 21, 14, 15).getTime();

export function probeRun(results: readonly ProbeResult[], id = 'probe'): Run {
  const addresses = [...new Set(results.map(({ address }) => address))];
  return { id, question: { kind: 'probe', addresses }, at: asked, outcome: { kind: 'probe', results, from: 'web3', ms: 1200 } };
}

/** Reads a conversation: time, who (`>` client, `<` server, `!` unexpected reply, `·` note, `✗` failure), text. */
export function conversation(drawn: string): readonly TranscriptLine[] {
  const speakers = { '>': 'client', '<': 'server', '!': 'server', '·': 'note', '✗': 'failure' } as const;
  return drawn.split('\n').flatMap((line) => {
    const [, at, who, text] = /^\s*(\d+) ([><!·✗]) (.*)$/.exec(line) ?? [];
    if (at === undefined || who === undefined || text === undefined) return [];
    return [{ by: speakers[who as keyof typeof speakers], text, at: Number(at), tls: false, expected: who !== '!' && who !== '✗' }];
  });
}

export const unknownUser: ProbeResult = {
  address: 'erin@shop.example',
  mx: 'mx1.shop.example',
  ip: '192.0.2.25',
  port: 25,
  verdict: 'unknown-user',
  code: 550,
  enhanced: '5.1.1',
  text: '550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table',
  says: 'nobody has this address on the server',
  next: [
    'Compare the address with the user and alias tables of the server that answered, letter by letter',
    'Check that this server is the one that holds the mailboxes now, and not the old one',
  ],
  transcript: conversation(`
    0 · connecting to mx1.shop.example at 192.0.2.25:25
    12 < 220 mx1.shop.example ESMTP Postfix
    13 > EHLO web3.shop.example
    25 < 250-mx1.shop.example
    25 < 250-PIPELINING
    25 < 250 ENHANCEDSTATUSCODES
    25 > MAIL FROM:<>
    37 < 250 2.1.0 Ok
    37 > RCPT TO:<erin@shop.example>
    84 ! 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table
    84 > QUIT
    91 < 221 2.0.0 Bye`),
  ms: 91,
};

export const unreachable: ProbeResult = {
  port: 25,
  address: 'kim@old.example',
  mx: 'mx0.old.example',
  ip: '192.0.2.24',
  verdict: 'unreachable',
  failure: 'timeout',
  text: 'no connection within 10 s',
  next: ['Find out whether outgoing port 25 is blocked where this machine stands'],
  transcript: conversation(`
    0 · connecting to mx0.old.example at 192.0.2.24:25
    10000 ✗ no connection within 10 s`),
  ms: 10_000,
};

/** Two recipients of one session, the second conversation after a first one in which TLS failed. */
const together = conversation(`
    0 · connecting to mx1.shop.example at 192.0.2.25:25
    12 < 220 mx1.shop.example ESMTP Postfix
    13 > STARTTLS
    25 ✗ the TLS handshake failed: wrong version number
    0 · asking again without TLS, as many senders do
    0 · connecting to mx1.shop.example at 192.0.2.25:25
    12 < 220 mx1.shop.example ESMTP Postfix
    13 > EHLO web3.shop.example
    25 < 250 mx1.shop.example
    25 > MAIL FROM:<>
    37 < 250 2.1.0 Ok
    37 > RCPT TO:<ann@shop.example>
    61 < 250 2.1.5 Ok
    61 > RCPT TO:<erin@shop.example>
    84 ! 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table
    84 > QUIT`).map((line, index) => ({ ...line, tls: index === 15 }));

export const several: readonly ProbeResult[] = [
  {
    ...unknownUser,
    address: 'ann@shop.example',
    verdict: 'exists',
    code: 250,
    enhanced: '2.1.5',
    text: '250 2.1.5 Ok',
    transcript: together,
  },
  { ...unknownUser, transcript: together },
  unreachable,
];

export const exists: ProbeResult = {
  ...unknownUser,
  address: 'ann@shop.example',
  verdict: 'exists',
  code: 250,
  enhanced: '2.1.5',
  text: '250 2.1.5 Ok',
  says: 'the server accepts the recipient and refuses one that cannot exist',
  next: ['Send a real message if it must be certain: a server may still refuse or discard after the text of the message'],
  transcript: conversation(`
    12 < 220 mx1.shop.example ESMTP Postfix
    13 > EHLO web3.shop.example
    25 < 250 mx1.shop.example
    25 > MAIL FROM:<>
    37 < 250 2.1.0 Ok
    37 > RCPT TO:<ann@shop.example>
    61 < 250 2.1.5 Ok
    61 > RCPT TO:<x3vq0d7k2m9a1c5e8b4f6h0j@shop.example>
    84 ! 550 5.1.1 User unknown
    84 > QUIT`),
  ms: 91,
};

/** A server that tries to run a script in the panel, to reorder its text, and to break the layout. */
export const hostile: ProbeResult = {
  ...unknownUser,
  mx: '<b>mx</b>.shop.example',
  text: '<script>alert(1)</script> \u202egnp.exe',
  next: ['<img src=x onerror=alert(2)>'],
  transcript: conversation(`
    12 < 220 <img src=x onerror="window.hostile = true"> ${'x'.repeat(600)}
    13 > EHLO web3.shop.example
    25 ! 550 5.1.1 <script>window.hostile = true</script> \u202egnp.exe`),
};

const record = (preference: number, exchange: string, ip: string, ttl: number): MxRecord => ({
  preference,
  exchange,
  ttl,
  addresses: [{ ip, ttl, family: 4 }],
});

const answer = (name: string, address: string, records: readonly MxRecord[], ms: number): MxAnswer => ({
  domain: 'shop.example',
  resolver: { name, address },
  authoritative: false,
  rcode: 'NOERROR',
  records,
  findings: [],
  notes: [],
  ms,
});

export const disagreement: readonly MxAnswer[] = [
  answer('System resolver', '10.0.0.2', [record(10, 'mx1.shop.example', '192.0.2.25', 2460)], 3),
  answer('Google', '8.8.8.8', [record(10, 'mx1.shop.example', '192.0.2.25', 3480)], 11),
  { ...answer('Cloudflare', '1.1.1.1', [record(10, 'mail.oldhost.example', '198.51.100.7', 720)], 9), notes: ['UDP, then TCP'] },
  {
    ...answer(
      'ns1.shop.example',
      '192.0.2.53',
      [record(10, 'mx1.shop.example', '192.0.2.25', 3600), record(20, 'mx2.shop.example', '2001:db8::25', 3600)],
      27,
    ),
    authoritative: true,
    serial: 2026112101,
    records: [record(10, 'mx1.shop.example', '192.0.2.25', 3600)],
  },
  { ...answer('Quad9', '9.9.9.9', [], 2000), rcode: 'TIMEOUT' },
];

export function mxRun(answers: readonly MxAnswer[], id = 'mx'): Run {
  const findings = [
    {
      id: 'exchange-not-public',
      severity: 'warning',
      message: 'mx2.shop.example leads to 10.1.2.3 (private), so nobody outside reaches it',
    },
  ] as const;
  return {
    id,
    question: { kind: 'mx', domain: 'shop.example' },
    at: asked,
    outcome: { kind: 'mx', answers, findings, from: 'web3', ms: 2004 },
  };
}

export const running: Run = {
  id: 'running',
  question: { kind: 'probe', addresses: ['erin@shop.example'] },
  at: asked,
  outcome: {
    kind: 'running',
    says: ['Asking 10.0.0.2 for the mail exchangers of shop.example', 'Connecting to mx1.shop.example [192.0.2.25] port 25'],
  },
};

export const failed: Run = {
  id: 'failed',
  question: { kind: 'probe', addresses: ['erin@shop.example'] },
  at: asked,
  outcome: {
    kind: 'failed',
    says: 'nothing was asked: this workspace is in Restricted Mode',
    next: ['Trust this workspace, then run the probe again'],
    ms: 0,
  },
};

export const rule: Run = {
  id: 'rule',
  question: { kind: 'rule', id: 'postfix/domain-in-two-classes' },
  at: asked,
  outcome: {
    kind: 'rule',
    ms: 2,
    markdown: `# postfix/domain-in-two-classes

A domain stands in \`mydestination\` and in a virtual list, so **only the first** is asked.

## Example

\`\`\`
mydestination = $myhostname, <b>example.com</b>
virtual_mailbox_domains = example.com
\`\`\`

- Remove it from \`mydestination\`
- or from the virtual list

Source: [resolve_addr](https://www.postfix.org/ADDRESS_CLASS_README.html)`,
  },
};

export const route: Run = {
  id: 'route',
  question: { kind: 'explain', address: 'erin@shop.example' },
  at: asked,
  outcome: {
    kind: 'explain',
    ms: 3,
    systems: [
      {
        system: { mta: 'postfix', root: 'file:///', label: 'etc/postfix' },
        address: 'erin@shop.example',
        client: '203.0.113.9',
        rcpt: {
          verdict: 'rejected',
          code: 550,
          enhanced: '5.1.1',
          text: 'User unknown in local recipient table',
          class: 'local',
          ground: 'unlisted',
        },
        deliveries: [],
        claims: [],
        unasked: [
          { stage: 'virtual_mailbox_maps', verdict: 'passed', says: 'it has an entry here', place: placeAt('vmailbox', 7), below: 1 },
        ],
        steps: [
          { stage: 'virtual_alias_maps', verdict: 'passed', says: 'no entry for erin@shop.example', because: 'built in' },
          {
            stage: 'mydestination',
            verdict: 'routed',
            says: 'shop.example is local, by $mydomain',
            place: { file: 'file:///etc/postfix/main.cf', line: 14, label: 'main.cf:14' },
          },
          {
            stage: 'local_recipient_maps',
            verdict: 'rejected',
            says: 'no entry in two tables, so the recipient is unknown',
            place: { file: 'file:///etc/postfix/main.cf', line: 21, label: 'main.cf:21' },
          },
        ],
      },
    ],
  },
};

/** A list whose members are an alias, a mailbox and nobody. */
export const branches: Run = {
  id: 'branches',
  question: { kind: 'explain', address: 'all@shop.example' },
  at: asked,
  outcome: {
    kind: 'explain',
    ms: 3,
    systems: [
      {
        system: { mta: 'postfix', root: 'file:///', label: 'etc/postfix' },
        address: 'all@shop.example',
        client: '203.0.113.9',
        rcpt: { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'Ok', class: 'local' },
        claims: [],
        decides: 1,
        deliveries: [
          {
            recipient: 'anna@shop.example',
            transport: 'virtual',
            nexthop: 'shop.example',
            outcome: 'delivered',
            why: 'delivered to anna/',
          },
          { recipient: 'jane@mail.shop.example', transport: 'local', nexthop: '', outcome: 'delivered', why: 'delivered to the mailbox' },
          {
            recipient: 'jnae@mail.shop.example',
            transport: 'local',
            nexthop: '',
            outcome: 'bounced',
            enhanced: '5.1.1',
            why: 'unknown user: "jnae"',
          },
        ],
        steps: [
          { stage: 'address class', verdict: 'passed', says: 'shop.example is local', brief: 'local', place: placeAt('main.cf', 14) },
          {
            stage: 'virtual_alias_maps',
            verdict: 'accepted',
            says: 'it has an entry',
            brief: 'all@shop.example',
            place: placeAt('virtual', 3),
          },
          {
            stage: 'virtual_alias_maps',
            verdict: 'rewrote',
            says: 'all@shop.example becomes anna@shop.example, staff@mail.shop.example',
            brief: 'all@shop.example',
            place: placeAt('virtual', 3),
            part: 'queue',
          },
          { stage: 'virtual', verdict: 'routed', says: '', place: placeAt('vmailbox', 2), part: 'queue', below: 2, delivery: 0 },
          {
            stage: 'alias_maps',
            verdict: 'rewrote',
            says: 'staff becomes jane, jnae',
            brief: 'staff',
            place: placeAt('aliases', 9),
            findings: [
              { rule: 'aliases/dangling-target', message: 'no user or alias "jnae" here, so mail for staff bounces with 5.1.1', fixes: [] },
            ],
            part: 'queue',
            below: 2,
          },
          { stage: 'local', verdict: 'routed', says: '', place: placeAt('passwd', 6), part: 'queue', below: 4, delivery: 1 },
          { stage: 'local', verdict: 'rejected', says: '', because: 'built in', part: 'queue', below: 4, delivery: 2 },
        ],
      },
    ],
  },
};

function placeAt(name: string, line: number): { readonly file: string; readonly line: number; readonly label: string } {
  return { file: `file:///etc/${name}`, line, label: `${name}:${line}` };
}
