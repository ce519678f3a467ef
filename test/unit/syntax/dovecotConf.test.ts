import { expect, test } from 'vitest';
import { type DovecotConf, dovecotConf } from '../../../server/src/mta/dovecot/syntax/dovecotConf.ts';
import { usersFile } from '../../../server/src/mta/dovecot/syntax/usersFile.ts';
import { checkSyntax } from './draw.ts';

test('settings, blocks in blocks, and includes', () => {
  checkSyntax(
    dovecotConf,
    `
-- dovecot.conf --
# comment
protocols = imap lmtp   # the servers
!include conf.d/*.conf
service lmtp {
  unix_listener /run/a {
    mode = 0600
  }
}
userdb { # users
  driver=passwd
}
`,
    `
setting «protocols» «imap lmtp»
setting «!include» «conf.d/*.conf»
section «service» «lmtp»
  section «unix_listener» «/run/a»
    setting «mode» «0600»
section «userdb»
  setting «driver» «passwd»
`,
  );
});

// What doveconf 2.3.19 prints of these lines.
test.each([
  ['a = b', 'b'],
  ['a=b', 'b'],
  ['a =', ''],
  ['a = b#c', 'b'],
  ['a = b = c', 'b = c'],
  ['a = "b # c" # d', 'b # c'],
  ['a = "b\\"c"', 'b"c'],
  [`a = 'b"c'`, 'b"c'],
  ['a = "b', '"b'],
  ['a = "b" c', '"b" c'],
  ['a = b:"c # d"', 'b:"c # d"'],
  ['a = b \\\n  c', 'b c'],
  ['a = b\r', 'b'],
])('the value of %j', (line, value) => {
  const [setting] = (dovecotConf.parse('f', `${line}\n`) as DovecotConf).statements;
  expect(setting).toMatchObject({ kind: 'setting', value: { text: value } });
});

test('a value from a file and one with a variable say so', () => {
  const { statements } = dovecotConf.parse('f', 'ssl_key = < /etc/key\nprotocols = $protocols lmtp\n') as DovecotConf;
  expect(statements.map((it) => (it.kind === 'setting' ? [it.source, it.value.text] : []))).toEqual([
    ['file', '/etc/key'],
    ['variables', '$protocols lmtp'],
  ]);
});

test('lines with which Dovecot does not start', () => {
  checkSyntax(
    dovecotConf,
    `
-- dovecot.conf --
lonely
^^^^^^ there is neither = nor { behind the first word, so Dovecot does not start
userdb{
^^^^^^^ there is neither = nor { behind the first word, so Dovecot does not start
  driver = passwd
}
^ no block is open here, so Dovecot does not start
passdb { driver = pam }
^^^^^^^^^^^^^^^^^^^^^^^ something stands behind the {, so Dovecot does not start
^^^^^^ no } ends this block, so Dovecot does not start
`,
    `
setting «driver» «passwd»
section «passdb»
`,
  );
});

test('a comment behind a joined line drops what came before', () => {
  checkSyntax(dovecotConf, '-- f --\na = b \\\n# c\nd = e\n', 'setting «d» «e»\n');
});

test('a template is told nothing', () => {
  checkSyntax(dovecotConf, '-- f --\n{% if x %}\na = {{ b }}\n{% endif %}\n', 'setting «a» «{{ b }}»\n');
});

test('a file of users keeps white space in its names, and skips comments and lines without a name', () => {
  checkSyntax(
    usersFile,
    '-- users --\n# people\nann@a.test:{PLAIN}x:1:1::/h::\r\n:x\n\nbob\nx :y\n',
    'mapping «ann@a.test» «{PLAIN}x:1:1::/h::»\nmapping «bob» «»\nmapping «x » «y»\n',
  );
});
