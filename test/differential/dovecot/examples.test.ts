import { describe, test } from 'vitest';
import { rules } from '../../../server/src/mta/dovecot/rules/index.ts';
import { parseFixture } from '../../unit/fixture.ts';
import { askDovecot } from './ask.ts';
import { disagreements, readSite } from './engine.ts';

// The examples of the rules, run by a real Dovecot: whoever is spoken of in them gets the reply that we say.
describe.concurrent('what the rules show is what Dovecot does', () => {
  for (const rule of rules) {
    for (const example of rule.examples) {
      test(`${rule.id}: ${example.title}`, async ({ expect }) => {
        const text = 'good' in example ? example.good : example.bad;
        const site = { files: Object.fromEntries(parseFixture(text).files) };
        const addresses = [...new Set([...(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []), 'nosuch@example.com'])];
        const { replies, log } = await askDovecot(site, addresses);
        const system = readSite(site);
        const { ours, theirs } = disagreements(system, replies);
        expect(ours).toEqual(theirs);
        const isLoss = /: Error: |5\.1\.1 .*User doesn't exist: (?!nosuch)/.test(log + Object.values(replies).join('\n'));
        expect([...rule.check(system)].some((it) => (it.severity ?? rule.severity) !== 'info')).toBe(isLoss);
      });
    }
  }
});
