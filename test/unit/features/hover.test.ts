import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { escapeMarkdown } from '../../../server/src/features/markdown.ts';
import { fromMachine, vocabulary } from '../../../server/src/mta/postfix/vocabulary/index.ts';
import { eximHost, host } from './navigationHosts.ts';
import { openFixture } from './open.ts';

/** What stands under the cursor in an arrow, and the Markdown of the hover. */
function hover(source: string): string {
  const { snapshot, fixture } = openFixture(source);
  const { file, offset } = fixture.cursor!;
  const links = { hrefOf: (name: string, line: number) => `${name}#L${line}`, textOf: snapshot.textOf };
  const res = hoverAt(snapshot, `/ws/${file}`, offset, links);
  if (!res) return 'nothing';
  return `\n> ${snapshot.textOf(res.at.file).slice(res.at.start, res.at.end)}\n${res.markdown}\n`;
}

describe('a name', () => {
  const on = (host: string, words: string) => hover(host.replace(words.replace('|', ''), words.replace('|', '<|>')));

  test.each([
    ['domains = +local|_domains', '**local\\_domains** is a list: `@ : example.com`', 3, 'Named in 3 places'],
    ['spool_directory = SP|OOL', '**SPOOL** is a macro: `/var/spool/exim4`', 1, 'Named in 1 place'],
    ['= acl_check|_rcpt', '**acl\\_check\\_rcpt** is a list of conditions', 7, 'Named in 1 place'],
    ['  transport = local|_delivery', '**local\\_delivery** is a transport: `appendfile`', 23, 'Named in 2 places'],
  ])('of Exim says what it stands for: %s', (words, says, line, named) => {
    const place = `Written in [exim4\\.conf&#58;${line}](/ws/etc/exim4/exim4.conf#L${line})`;
    expect(on(eximHost, words)).toContain([says, place, named].join('\n\n'));
  });

  test("of an answer to Debian's questions says what it decides", () => {
    const answers = "\n-- etc/exim4/update-exim4.conf.conf --\ndc_eximconfig_configtype='internet'\ndc_other_host<|>names='example.org'\n";
    expect(hover(answers)).toContain('Domains whose mail ends here');
    expect(hover(answers)).toContain('`example.org`, written in [update\\-exim4\\.conf\\.conf&#58;2]');
  });

  test('of a service of Postfix says which program it runs', () => {
    expect(on(host, 'virtual_transport = lmtp|-x')).toContain('**lmtp\\-x** is a service: `lmtp`');
    expect(on(host, 'example.org lmtp|-x')).toContain('**lmtp\\-x** is a service: `lmtp`');
  });
});

describe('a setting', () => {
  test('shows the value that holds, its line, and what is built in', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydest<|>ination = $myhostname
`),
    ).toMatchInlineSnapshot(`
      "
      > mydestination
      **mydestination**

      Domains whose users are local users and aliases of this host; it is asked before the virtual and relay lists, so a domain that is also there loses its users&#58; 550 5\\.1\\.1 in local recipient table\\.

      \`mail.example.com\`, written in [main\\.cf&#58;3](/ws/etc/postfix/main.cf#L3)

      Built in: \`$myhostname, localhost.$mydomain, localhost\`, here \`mail.example.com, localhost.example.com, localhost\`
      "
    `);
  });
  test('tells a built-in value from a written one', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $mydo<|>main
`),
    ).toMatchInlineSnapshot(`
      "
      > mydomain
      **mydomain**

      The domain this host belongs to, by default myhostname without its first label\\.

      \`example.com\`, the built-in value of \`mydomain\`

      ---

      **example\\.com** is a local domain here: its users are those of the system and of the alias files, by \`mydestination\`, written in [main\\.cf&#58;3](/ws/etc/postfix/main.cf#L3)
      "
    `);
  });
  test('in a service says what the service takes instead', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- etc/postfix/master.cf --
smtp inet n - y - - smtpd
  -o mydest<|>ination=example.net
`),
    ).toMatchInlineSnapshot(`
      "
      > mydestination
      **mydestination**

      Domains whose users are local users and aliases of this host; it is asked before the virtual and relay lists, so a domain that is also there loses its users&#58; 550 5\\.1\\.1 in local recipient table\\.

      This service takes \`example.net\`; the others go by what follows\\.

      \`mail.example.com, localhost.example.com, localhost\`, the built-in value of \`mydestination\`

      Built in: \`$myhostname, localhost.$mydomain, localhost\`
      "
    `);
  });
  test.each([
    ['that nobody knows', 'x = $un<|>heard\n', 'Not a parameter of Postfix 3\\.7; 1 value refers to it\\.'],
    ['of the site itself', 'ours<|> = a\nx = $ours ${ours}\n', 'Not a parameter of Postfix 3\\.7; 2 values refer to it\\.'],
    ['that nothing refers to', 'our<|>s = a\n', 'Not a parameter of Postfix 3\\.7; no value refers to it\\.'],
    ['of a newer release', 'use_srv<|>_lookup = a\n', 'New in Postfix 3\\.8; 3\\.7 does not know it\\.'],
    ['of a newer release, nobody knows which', 'relocated_prefix<|>_enable = a\n', 'Newer than Postfix 3\\.7, which does not know it\\.'],
    [
      'that has another name now',
      'virtual<|>_maps = a\n',
      'Since Postfix 2\\.0 its name is virtual\\_alias\\_maps; the old name counts where the new one is not set\\.',
    ],
    [
      'that is ignored',
      'sender_based<|>_routing = a\n',
      'Postfix 3\\.7 ignores it&#58; sender\\_dependent\\_relayhost\\_maps replaced it in 2\\.3\\.',
    ],
    ['that is ignored and was not replaced', 'enable_errors<|>_to = a\n', 'Postfix 3\\.7 ignores it&#58; nothing replaced it\\.'],
    [
      'that is on its way out',
      'smtp_use<|>_tls = yes\n',
      'Since 3\\.9 Postfix warns of it&#58; smtp\\_tls\\_security\\_level replaces it\\.',
    ],
  ])('%s says so', (_, line, said) => {
    const text = hover(`-- etc/postfix/main.cf --\ncompatibility_level = 3.6\nmyhostname = a.example.com\n${line}`);
    expect(text.split('\n\n')[1]?.trim()).toBe(said);
  });
  test('that only a service sets is referred to by no value', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = a.example.com
-- etc/postfix/master.cf --
smtp inet n - y - - smtpd
  -o ou<|>rs=a
`),
    ).toMatchInlineSnapshot(`
      "
      > ours
      **ours**

      Not a parameter of Postfix 3\\.7; no value refers to it\\.

      This service takes \`a\`\\.
      "
    `);
  });
  test('of the vocabulary never shows the sign for a name that no file tells', () => {
    const names = [...vocabulary.keys()];
    // A variable cannot hold a hyphen, a name can.
    const lines = names.map((it) => (it.includes('-') ? `${it} = 1\n` : `own_${it} = $${it}\n`)).join('');
    const { snapshot } = openFixture(`-- etc/postfix/main.cf --\ncompatibility_level = 3.6\n${lines}`);
    const file = '/ws/etc/postfix/main.cf';
    const text = snapshot.textOf(file);
    const links = { hrefOf: (name: string) => name, textOf: snapshot.textOf };
    const offsetOf = (it: string) => (it.includes('-') ? text.indexOf(`\n${it} =`) + 1 : text.indexOf(`= $${it}\n`) + 3);
    const shown = new Map(names.map((it) => [it, hoverAt(snapshot, file, offsetOf(it), links)?.markdown ?? '']));
    expect(names.length).toBe(1043);
    expect(names.filter((it) => !shown.get(it)?.startsWith(`**${escapeMarkdown(it)}**`))).toEqual([]);
    expect(names.filter((it) => shown.get(it)?.includes('MYHOSTNAME'))).toEqual([]);
    expect(['mydestination', ...fromMachine.keys()].map((it) => shown.get(it)).join('\n\n')).toMatchInlineSnapshot(`
      "**mydestination**

      Domains whose users are local users and aliases of this host; it is asked before the virtual and relay lists, so a domain that is also there loses its users&#58; 550 5\\.1\\.1 in local recipient table\\.

      Value, unknown: the name of the host stands in no file; ask \`postconf -x mydestination\`

      Built in: \`$myhostname, localhost.$mydomain, localhost\`

      **mail\\_release\\_date**

      Value, unknown: it depends on the machine&#58; the release of Postfix; ask \`postconf mail_release_date\`

      **mail\\_version**

      Value, unknown: it depends on the machine&#58; the release of Postfix; ask \`postconf mail_version\`

      **mydomain**

      The domain this host belongs to, by default myhostname without its first label\\.

      Value, unknown: the name of the host stands in no file; ask \`postconf -x mydomain\`

      Built in: \\$myhostname without its first label

      **myhostname**

      The full name of this host, and by default a local domain through mydestination&#58; if it is the mail domain itself, virtual mailboxes of that domain are never asked\\.

      Value, unknown: the name of the host stands in no file; ask \`postconf -x myhostname\`

      Built in: the name of the machine

      **mynetworks**

      Networks whose clients may relay; a server outside them gets Relay access denied for domains that are not ours\\.

      Value, unknown: it depends on the machine&#58; the network interfaces, as \\$mynetworks\\_style says; ask \`postconf mynetworks\`

      **process\\_id**

      Value, unknown: it depends on the machine&#58; the running program; ask \`postconf process_id\`

      **process\\_name**

      Value, unknown: it depends on the machine&#58; the running program; ask \`postconf process_name\`"
    `);
  });
  test('that is written shows what its built-in value is made of', () => {
    expect(
      hover('-- etc/postfix/main.cf --\ncompatibility_level = 3.6\nmyhostname = a.example.com\nmynet<|>works = 127.0.0.0/8\n'),
    ).toMatchInlineSnapshot(`
      "
      > mynetworks
      **mynetworks**

      Networks whose clients may relay; a server outside them gets Relay access denied for domains that are not ours\\.

      \`127.0.0.0/8\`, written in [main\\.cf&#58;3](/ws/etc/postfix/main.cf#L3)

      Built in: the network interfaces, as \\$mynetworks\\_style says
      "
    `);
  });
});

describe('a table', () => {
  test('shows its file, how many entries, its state and the commands that build and ask it', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/post<|>fix/virtual
-- etc/postfix/virtual --
ann@example.com bob
eve@example.com bob
`),
    ).toMatchInlineSnapshot(`
      "
      > hash:/etc/postfix/virtual
      **Table** \`hash:/etc/postfix/virtual\`

      - Type \`hash\`: its compiled form is not in this workspace and is taken as built from the source
      - File [virtual](/ws/etc/postfix/virtual#L1), 2 entries
      - Build it with \`postmap hash:/etc/postfix/virtual\`
      - Ask it with \`postmap -q KEY hash:/etc/postfix/virtual\`
      "
    `);
  });
  test('that is not there says so', () => {
    expect(
      hover(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = texthash:/etc/post<|>fix/virtual
`),
    ).toMatchInlineSnapshot(`
      "
      > texthash:/etc/postfix/virtual
      **Table** \`texthash:/etc/postfix/virtual\`

      - Type \`texthash\`: the file is not there
      - File \`/etc/postfix/virtual\`
      - Ask it with \`postmap -q KEY texthash:/etc/postfix/virtual\`
      "
    `);
  });
});

describe('a domain', () => {
  const site = `
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.com
virtual_alias_domains = example.net
virtual_alias_maps = texthash:/etc/postfix/virtual
-- etc/postfix/virtual --
`;
  test('in a list shows its class and the line that says so', () => {
    expect(hover(site.replace('$myhostname, example', '$myhostname, exa<|>mple'))).toMatchInlineSnapshot(`
      "
      > example.com
      **example\\.com** is a local domain here: its users are those of the system and of the alias files, by \`mydestination\`, written in [main\\.cf&#58;3](/ws/etc/postfix/main.cf#L3)
      "
    `);
  });
  test('behind the @ of a table key shows its class', () => {
    expect(hover(`${site}ann@examp<|>le.net bob\n`)).toMatchInlineSnapshot(`
      "
      > ann@example.net
      Mail of a stranger for **ann&#64;example\\.net** is accepted with \`250 2.1.5\`, by virtual\\_alias\\_maps, written in [virtual&#58;1](/ws/etc/postfix/virtual#L1)

      - \`bob@mail.example.com\` unknown: /etc/aliases is not in this workspace

      ---

      **example\\.net** is a virtual alias domain here: each address leads to another one, by \`virtual_alias_domains\`, written in [main\\.cf&#58;4](/ws/etc/postfix/main.cf#L4)
      "
    `);
  });
  test('on the right side of a table shows that it is somebody else’s', () => {
    expect(hover(`${site}ann@example.net bob@else<|>where.example.org\n`)).toMatchInlineSnapshot(`
      "
      > bob@elsewhere.example.org
      Mail that is led to **bob&#64;elsewhere\\.example\\.org**

      - \`bob@elsewhere.example.org\` forwarded: handed to elsewhere\\.example\\.org

      ---

      **elsewhere\\.example\\.org** is no domain of this system: mail for it goes to another server, or is refused
      "
    `);
  });
  test('behind an exclamation mark is excluded from its list', () => {
    expect(hover(site.replace('$myhostname, example.com', '$myhostname, !shop.<|>example, example.com'))).toMatchInlineSnapshot(`
      "
      > !shop.example
      \`!shop.example\` excludes the domain here: words behind it in this list do not bring it back

      **shop\\.example** is no domain of this system: mail for it goes to another server, or is refused
      "
    `);
  });
  test('in a comment shows nothing', () => {
    expect(hover(`${site}# ann@example<|>.net\n`)).toBe('nothing');
  });
});

test('a reply code is explained wherever it stands in a file of a mail server', () => {
  const text = hover('-- etc/postfix/main.cf --\nmyhostname = a.example.com\nunknown_local_recipient_reject_code = 4<|>50\n');
  expect(text.split('\n').slice(0, 3)).toMatchInlineSnapshot(`
    [
      "",
      "> 450",
      "**Reply code 450**",
    ]
  `);
});

test('text of files cannot become markup', () => {
  expect(
    hover('-- etc/postfix/main.cf --\nmyhost<|>name = a.example.com`](command:evil) <img src=x> [click](http://e)\n'),
  ).toMatchInlineSnapshot(`
    "
    > myhostname
    **myhostname**

    The full name of this host, and by default a local domain through mydestination&#58; if it is the mail domain itself, virtual mailboxes of that domain are never asked\\.

    \`\`a.example.com\`](command:evil) <img src=x> [click](http://e)\`\`, written in [main\\.cf&#58;1](/ws/etc/postfix/main.cf#L1)

    Built in: the name of the machine
    "
  `);
});
