import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, type Place } from '../../../server/src/core/text.ts';
import { dovecot } from '../../../server/src/mta/dovecot/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { SystemView } from '../../../server/src/workspace/systems.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

/** The machine that these files lie on. */
function open(files: Iterable<readonly [string, string]>, localUsers: readonly string[] = []): SystemView {
  const fail = (message: string) => {
    throw new Error(message);
  };
  const workspace = new Workspace({ world: memoryWorld(files), mtas: [dovecot], settings: { ...noSettings, localUsers }, log: fail });
  workspace.setFolders(['/']);
  return workspace.snapshot().systems[0]!;
}

function openText(fixture: string): SystemView {
  return open(parseFixture(fixture).files);
}

/** The reply, and each step with the line that it comes from. */
function explained({ system, explain }: SystemView, address: string): string {
  const nameOf = ({ file, start }: Place) => `${file.split('/').at(-1)}:${lineOf(system.textOf(file), start)}`;
  const { rcpt, steps } = explain(address, '127.0.0.1');
  const lines = steps.map(({ stage, verdict, says, because }) => {
    const where = because.kind === 'written' ? nameOf(because.at) : because.kind === 'unknown' ? (because.ask ?? 'unknown') : 'built in';
    return `${verdict} ${stage}: ${says} (${where})`;
  });
  return [[rcpt.verdict, rcpt.code, rcpt.enhanced].filter((it) => it !== undefined).join(' '), ...lines].join('\n');
}

const site = `
-- /etc/dovecot/dovecot.conf --
auth_username_format = %Ln
!include conf.d/*.conf
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/conf.d/10-mail.conf --
recipient_delimiter = -
-- /etc/dovecot/users --
ann:x:1001:1001::/h
root:x:0:0::/h
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
bob:x:1002:1002::/home/bob:/bin/sh
`;

describe('an explanation names the line that decides', () => {
  test.each([
    [
      'Ann-box@example.com',
      `accepted 250 2.1.5
rewrote recipient_delimiter: Ann@example.com is asked for, box is the detail (10-mail.conf:1)
rewrote auth_username_format: %Ln makes ann of Ann@example.com (dovecot.conf:1)
passed userdb passwd: passwd has no ann (dovecot.conf:7)
accepted userdb passwd-file: ann is there (users:1)`,
    ],
    [
      'carol@example.com',
      `rejected 550 5.1.1
rewrote auth_username_format: %Ln makes carol of carol@example.com (dovecot.conf:1)
passed userdb passwd: passwd has no carol (dovecot.conf:7)
rejected userdb passwd-file: carol is not in /etc/dovecot/users (dovecot.conf:11)`,
    ],
    [
      'root',
      `deferred 451 4.3.0
passed auth_username_format: %Ln makes root of root (dovecot.conf:1)
deferred userdb passwd: passwd has root, and its uid is 0, as which no mail is written (passwd:1)`,
    ],
    [
      'a+b@example.com',
      `rejected 550 5.1.1
rejected auth_username_chars: a+b@example.com has the letter +, which no user name has (built in)`,
    ],
  ])('%s', (address, expected) => {
    expect(explained(openText(site), address)).toBe(expected);
  });

  test('what no file shows is unknown, with the command that tells', () => {
    const view = openText(
      '-- /etc/dovecot/dovecot.conf --\npassdb {\n  driver = sql\n}\nuserdb {\n  driver = sql\n  args = /etc/dovecot/sql.conf\n}\n',
    );
    expect(explained(view, 'ann@example.com').split('\n')).toEqual([
      'unknown',
      'passed auth_username_format: %Lu makes ann@example.com of ann@example.com (built in)',
      'unknown userdb sql: userdb sql is asked, which no file shows (doveadm user ann@example.com)',
    ]);
  });

  test('a user of a file is there, whatever a database says', () => {
    const view = openText(
      '-- /etc/dovecot/dovecot.conf --\npassdb {\n  driver = ldap\n}\nuserdb {\n  driver = ldap\n}\nuserdb {\n  driver = passwd\n}\n-- /etc/passwd --\nann:x:1:1::/:/\n',
    );
    expect(view.mta.reply(view.system, 'ann', '').verdict).toBe('accepted');
    expect(view.mta.reply(view.system, 'bob', '').verdict).toBe('unknown');
  });

  test('an account that the settings tell of is there', () => {
    const files = parseFixture(
      '-- /etc/dovecot/dovecot.conf --\npassdb {\n  driver = pam\n}\nuserdb {\n  driver = passwd\n}\n-- /etc/passwd --\n',
    ).files;
    const [told, untold] = [open(files, ['ann']), open(files)].map(({ mta, system }) => mta.reply(system, 'ann', '').verdict);
    expect([told, untold]).toEqual(['accepted', 'rejected']);
  });

  test('the files of Dovecot 2.4 are not judged', () => {
    const view = openText(
      '-- /etc/dovecot/dovecot.conf --\ndovecot_config_version = 2.4.0\nuserdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}\n',
    );
    expect(explained(view, 'ann').split('\n')[0]).toBe('unknown');
  });
});

test('any configuration is understood without a throw', () => {
  const [conf = '', ...rest] = [...parseFixture(site).files.values()];
  const pieces = [
    ...conf.split(/(?<=[\n ])/),
    '{\n',
    '}\n',
    '%',
    '%{',
    '$x ',
    '!include *\n',
    'protocol lmtp {\n',
    'service lmtp {\n',
    'args = \n',
    '"',
    '#',
    '\\\n',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), fc.string({ maxLength: 12 }), (words, address) => {
      const { system } = open([
        ['/etc/dovecot/dovecot.conf', words.join('')],
        ['/etc/dovecot/users', rest[1]!],
      ]);
      dovecot.explain(system as never, address, '');
      for (const rule of dovecot.rules) void [...rule.check(system as never)];
    }),
    { numRuns: 300 },
  );
});

test('whom /etc/passwd lacks may be where nsswitch.conf says', () => {
  const conf = '-- /etc/dovecot/dovecot.conf --\npassdb {\n  driver = pam\n}\nuserdb {\n  driver = passwd\n}\n';
  const users = '-- /etc/passwd --\nalice:x:1001:1001::/home/alice:/bin/sh\n';
  const ldap = '-- /etc/nsswitch.conf --\npasswd: files ldap\n';
  expect(explained(openText(`${conf}${users}`), 'nosuch')).toMatch(/^rejected/);
  expect(explained(openText(`${conf}${users}${ldap}`), 'nosuch')).toMatch(/^unknown/);
  expect(explained(openText(`${conf}${users}${ldap}`), 'alice')).toMatch(/^accepted/);
});
