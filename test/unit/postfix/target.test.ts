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
