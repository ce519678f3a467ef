import { describe, expect, test } from 'vitest';
import { STRANGER } from '../../../server/src/core/trace.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import { siteRules } from '../../../server/src/site/rules/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { SystemView } from '../../../server/src/workspace/systems.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { memoryWorld } from '../../unit/workspace/memoryWorld.ts';
import { filesOf } from '../box/host.ts';
import type { PostfixSite } from '../postfix/answers.ts';
import { hostOf } from '../postfix/answers.ts';
import { askPostfix } from '../postfix/ask.ts';
import { drawAnswer, siteOf } from '../postfix/expectation.ts';

// The examples of the rules about several servers, run by a real Postfix and a real Dovecot on one machine: whoever is spoken of in them
// gets what we say, and mail is lost exactly where a rule says so.
describe('what two servers do together', () => {
  for (const rule of siteRules) {
    for (const example of rule.examples) {
      const isGood = 'good' in example;
      test(`${rule.id}: ${example.title}`, async () => {
        const text = isGood ? example.good : example.bad;
        const site = siteOf(text)!;
        const { host, front } = readSite(site);
        const addresses = [...new Set(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g))];
        const known = addresses.filter((it) => !drawOurs(front, it).includes('unknown'));
        const { addresses: answers } = await askPostfix(site, { addresses, clients: ['outside'], final: true });
        expect(known.map((it) => `${it}: ${drawOurs(front, it)}`)).toEqual(known.map((it) => `${it}: ${drawAnswer(answers[it]!)}`));
        const findings = [...rule.check(host)];
        expect(findings.length === 0).toBe(isGood);
        const isLoss = findings.some((it) => (it.severity ?? rule.severity) !== 'info');
        // Of a good one only what we know of: the machine has no database.
        expect((isGood ? known : addresses).some((it) => / (bounced|deferred)/.test(drawAnswer(answers[it]!)))).toBe(isLoss);
      });
    }
  }
});

const slash = '/server';

/** What our own reading of this site is: all its servers, and the one that mail comes to. */
function readSite(site: PostfixSite): { readonly host: SystemView['host']; readonly front: SystemView } {
  const files = Object.entries(filesOf(hostOf(site), []));
  const world = memoryWorld(files.map(([path, text]) => [slash + path, text]));
  const workspace = new Workspace({ world, mtas, settings: { ...noSettings, serverRoot: slash }, log: () => {} });
  workspace.setFolders([slash]);
  const front = workspace.snapshot().systems.find(({ system }) => system.self)!;
  return { host: front.host, front };
}

/** In the words of drawAnswer(). */
function drawOurs(front: SystemView, address: string): string {
  const { rcpt, deliveries } = front.explain(address, STRANGER);
  if (rcpt.verdict !== 'accepted') return [rcpt.code, rcpt.enhanced, rcpt.text].join(' ');
  const ends = deliveries.map(
    (it) => ` -> ${it.recipient} ${it.transport} ${it.enhanced} ${it.outcome === 'delivered' ? 'sent' : it.outcome}`,
  );
  return `250${ends.sort().join('')}`;
}
