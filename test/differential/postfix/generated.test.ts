import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDeliveries, compareReply, drawDelivery, drawReply } from './agreement.ts';
import { drawRcpt, drawStatus } from './answers.ts';
import { askPostfix } from './ask.ts';
import { explain, readSite } from './engine.ts';
import { question } from './generate.ts';

// The law over made-up deployments: what we say is what the real Postfix says, or "unknown". Another SEED asks about others.
const seed = Number(process.env['SEED'] ?? 20261121);
const sites = Number(process.env['SITES'] ?? 32);
const aMinute = 60_000;
let asked = 0;
let unknown = 0;
const verdicts = new Map<string, number>();

describe.concurrent(`made-up deployments, seed ${seed}`, () => {
  for (const [i, { site, addresses }] of fc.sample(question, { seed, numRuns: sites }).entries()) {
    test(`deployment ${i}`, { timeout: 3 * aMinute }, async ({ expect }) => {
      const answers = await askPostfix(
        { ...site, timeoutMs: 2 * aMinute },
        { addresses, clients: ['inside', 'outside'], final: i % 2 === 0 },
      );
      const system = readSite(site);
      const [ours, theirs]: [string[], string[]] = [[], []];
      for (const [address, answer] of Object.entries(answers.addresses)) {
        for (const client of ['inside', 'outside'] as const) {
          const reply = answer.rcpt[client];
          if (!reply) continue;
          asked++;
          const { rcpt } = explain(system, address, client);
          if (rcpt.verdict === 'unknown') unknown++;
          verdicts.set(rcpt.verdict, (verdicts.get(rcpt.verdict) ?? 0) + 1);
          if (compareReply(rcpt, reply) !== 'differs') continue;
          ours.push(`${client} ${address}: ${drawReply(rcpt)}`);
          theirs.push(`${client} ${address}: ${drawRcpt(reply)}`);
        }
        if (answer.final === undefined) continue;
        const client = answer.rcpt.inside?.kind === 'reply' && answer.rcpt.inside.verdict === 'accepted' ? 'inside' : 'outside';
        const { deliveries } = explain(system, address, client);
        if (compareDeliveries(deliveries, answer.final) !== 'differs') continue;
        ours.push(`mail for ${address}: ${deliveries.map(drawDelivery).join(' | ')}`);
        theirs.push(`mail for ${address}: ${answer.final.map(drawStatus).join(' | ')}`);
      }
      expect(
        ours,
        `${Object.entries(site.files)
          .map(([path, text]) => `-- ${path} --\n${text}`)
          .join('')}`,
      ).toEqual(theirs);
    });
  }
});

test('enough was asked, and little is unknown', () => {
  console.log(`${asked} answers compared, ${unknown} unknown; ${[...verdicts].map(([it, n]) => `${it} ${n}`).join(', ')}`);
  expect(sites * 80).toBeLessThan(asked);
  expect(unknown).toBeLessThan(asked * 0.03);
});
