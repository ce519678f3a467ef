import { expect, test } from 'vitest';
import { mtas } from '../../../server/src/mta/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import { openFixture } from '../check.ts';
import { parseFixture } from '../fixture.ts';

// What postmaster.target.postfixVersion says decides what is old, what is gone and what is missing.

const rules = mtas.flatMap((it) => it.rules);

/** What a rule finds where the configuration is for this release; the severity first. */
function found(id: string, version: string | undefined, source: string): readonly string[] {
  const rule = rules.find((it) => it.id === id)!;
  const settings = { ...noSettings, ...(version === undefined ? {} : { version }) };
  const systems = openFixture(parseFixture(source), settings);
  return systems.flatMap((it) => [...rule.check(it)].map((finding) => `${finding.severity ?? rule.severity}: ${finding.message}`));
}

test('a restriction is silent, deprecated and then gone', () => {
  const site = `
myhostname = mail.example.com
smtpd_relay_restrictions = permit_mynetworks, permit_mx_backup, check_relay_domains
`;
  const id = 'postfix/deprecated-restriction';
  expect(found(id, '2.1', site)).toEqual([]);
  expect(found(id, undefined, site)).toEqual(['info: Postfix has warned of check_relay_domains since 2.2 and drops it in 3.9']);
  expect(found(id, '3.10.2', site)).toEqual([
    'info: Postfix has warned of permit_mx_backup since 3.9 and means to drop it',
    'warning: Postfix 3.10.2 does not know check_relay_domains, which 3.9 dropped: reject_unauth_destination comes nearest',
  ]);
});

test('an old name is today’s in its time, then a hint, and warned of in the end', () => {
  const site = `
myhostname = mail.example.com
virtual_maps = inline:{info@example.org=alice}
`;
  const id = 'postfix/deprecated-parameter';
  expect(found(id, '1.1', site)).toEqual([]);
  expect(found(id, '3.10', site)).toEqual(['hint: virtual_maps has been called virtual_alias_maps since Postfix 2.0']);
  expect(found(id, '3.11', site)).toEqual(['info: virtual_maps has been called virtual_alias_maps since Postfix 2.0']);
});

test('a parameter that Postfix means to drop is told from the release on that warns of it', () => {
  const site = `
myhostname = mail.example.com
smtpd_use_tls = yes
smtp_skip_4xx_greeting = yes
`;
  const id = 'postfix/deprecated-parameter';
  const gone = 'warning: smtp_skip_4xx_greeting counts for nothing since Postfix 2.1';
  expect(found(id, '2.0', site)).toEqual([]);
  expect(found(id, '3.8', site)).toEqual([gone]);
  expect(found(id, '3.9', site)).toEqual([
    'info: Postfix has warned of smtpd_use_tls since 3.9: smtpd_tls_security_level replaces it',
    gone,
  ]);
});

test('a parameter is too new for an older release only', () => {
  const site = `
myhostname = mail.example.com
smtp_tls_enable_rpk = yes
smtpd_tls_chain_files = /etc/ssl/mail.pem
`;
  const id = 'postfix/newer-parameter';
  expect(found(id, '3.9', site)).toEqual([]);
  expect(found(id, '2.9', site)).toEqual([
    'warning: Postfix 2.9 does not know smtp_tls_enable_rpk, which came with 3.9, so this line changes nothing',
    'warning: Postfix 2.9 does not know smtpd_tls_chain_files, which came with 3.4, so this line changes nothing',
  ]);
});

test('a table of Berkeley DB is told of from the release on that helps to leave it', () => {
  const site = `
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@mail.example.com root
`;
  const id = 'postfix/table-type-gone';
  expect(found(id, undefined, site)).toEqual([]);
  expect(found(id, '3.10', site)).toEqual([]);
  expect(found(id, '3.11', site)).toEqual([
    'info: a Postfix without Berkeley DB cannot open hash:, so whatever needs this table is put off there',
  ]);
});
