import { expect, test } from 'vitest';
import { masterCf } from '../../../server/src/mta/postfix/syntax/masterCf.ts';
import { checkSyntax } from './draw.ts';

const smtp = 'smtp inet n - y - - smtpd';
const columns = 'service «smtp» «inet» «n» «-» «y» «-» «-» «smtpd»';

test('a service is eight columns, its arguments may go on below', () => {
  checkSyntax(
    masterCf,
    `# comment\n${smtp}\npipe  unix - n n - - pipe\n  flags=R user=vmail\n# between\n  argv=/bin/x \${recipient}\n`,
    `${columns}\nservice «pipe» «unix» «-» «n» «n» «-» «-» «pipe» «flags=R» «user=vmail» «argv=/bin/x» «\${recipient}»\n`,
  );
});

test.each([
  [' -o smtpd_x=a,b', '«smtpd_x» «a,b»'],
  [' -osmtpd_x=a', '«smtpd_x» «a»'],
  [' -o smtpd_x=', '«smtpd_x» «»'],
  [' -o { smtpd_x = a, b }', '«smtpd_x» «a, b»'],
  [' -o {smtpd_x=a b}', '«smtpd_x» «a b»'],
  [' -o smtpd_x={ a, b }', '«smtpd_x» «a, b»'],
  [' -o smtpd_x=$mua_x', '«smtpd_x» «$mua_x»'],
  ['\n  -o smtpd_x=a\n# no\n  -o smtpd_y=b=c', '«smtpd_x» «a»\n  setting «smtpd_y» «b=c»'],
  [' -v -o smtpd_x=a -v', '«smtpd_x» «a»'],
  ['\r\n  -o smtpd_x=a\r', '«smtpd_x» «a»'],
])('the override%j', (written, drawn) => {
  const parsed = masterCf.parse('master.cf', `${smtp}${written}\n`);
  expect(parsed.services[0]!.overrides.map(({ name, value }) => `«${name.text}» «${value.text}»`).join('\n  setting ')).toBe(drawn);
  for (const { name, value } of parsed.services[0]!.overrides) {
    expect([parsed.text.slice(name.at.start, name.at.end), parsed.text.slice(value.at.start, value.at.end)]).toEqual([
      name.text,
      value.text,
    ]);
  }
});

test.each([' -o', ' -o smtpd_x', ' -o { }', ' -o ='])('the override%j is none', (written) => {
  expect(masterCf.parse('master.cf', `${smtp}${written}\n`).services[0]!.overrides).toEqual([]);
});

test('too few columns are reported, and what is there is kept', () => {
  checkSyntax(
    masterCf,
    `
smtp inet n - y - -
^^^^^^^^^^^^^^^^^^^ 7 columns where a service has 8, so Postfix does not start
lonely
^^^^^^ 1 columns where a service has 8, so Postfix does not start
`,
    'service «smtp» «inet» «n» «-» «y» «-» «-»\n',
  );
});
