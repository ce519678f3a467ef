import { describe, test } from 'vitest';
import { siteRules } from '../../../server/src/site/rules/index.ts';
import { askPostfix } from '../postfix/ask.ts';
import { drawAnswer, siteOf } from '../postfix/expectation.ts';
import { drawOurs, readPair } from './pair.ts';

// The examples of the rules about several servers, run by a real Postfix and a real Dovecot on one machine: whoever is spoken of in them
// gets what we say, and mail is lost exactly where a rule says so.
describe.concurrent('what two servers do together', () => {
  for (const rule of siteRules) {
    for (const example of rule.examples) {
      const isGood = 'good' in example;
      test(`${rule.id}: ${example.title}`, async ({ expect }) => {
        const text = isGood ? example.good : example.bad;
        const site = siteOf(text)!;
        const front = readPair(site);
        const addresses = [...new Set(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g))];
        const known = addresses.filter((it) => !drawOurs(front, it).includes('unknown'));
        const { addresses: answers } = await askPostfix(site, { addresses, clients: ['outside'], final: true });
        expect(known.map((it) => `${it}: ${drawOurs(front, it)}`)).toEqual(known.map((it) => `${it}: ${drawAnswer(answers[it]!)}`));
        const findings = [...rule.check(front.host)];
        expect(findings.length === 0).toBe(isGood);
        const isLoss = findings.some((it) => (it.severity ?? rule.severity) !== 'info');
        // Of a good one only what we know of: the machine has no database.
        expect((isGood ? known : addresses).some((it) => / (bounced|deferred)/.test(drawAnswer(answers[it]!)))).toBe(isLoss);
      });
    }
  }
});
