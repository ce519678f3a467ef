import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import { askPostfix } from './ask.ts';
import { readSite } from './engine.ts';
import type { Expectation, Stage } from './expectation.ts';
import { drawAnswer, siteOf } from './expectation.ts';

const here = import.meta.dirname;
const files = readdirSync(path.join(here, 'expectations')).sort();
const expectations = await Promise.all(
  files.map(async (it) => ({
    name: path.basename(it, '.ts'),
    ...((await import(`./expectations/${it}`)) as { readonly expectation: Expectation }).expectation,
  })),
);

/** What the server did, with what it and its tools said about it: the source of a rule's text. */
interface Seen {
  readonly answers: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  readonly tools: readonly string[];
}

// With RECORD=1 in the environment what was seen is written down, for those who have no server at hand.
describe.concurrent('what the rules claim is what Postfix does', () => {
  for (const { name, rule, fact, before, after } of expectations) {
    test(`${rule}: ${fact}`, async ({ expect }) => {
      const [bad, good] = [await ask(before), await ask(after)];
      expect(bad.seen.answers).toEqual(before.answers);
      expect(good.seen.answers).toEqual(after.answers);
      const file = path.join(here, 'recorded', `${name}.json`);
      const recording = { rule, fact, version: bad.version, before: bad.seen, after: good.seen };
      if (process.env['RECORD'] === '1') writeFileSync(file, `${JSON.stringify(recording, undefined, 1)}\n`);
      const recorded = JSON.parse(readFileSync(file, 'utf8')) as typeof recording;
      expect({ ...recorded, version: '' }).toEqual({ ...recording, version: '' });
    });
  }
});

// The same sites, read by us: a rule that claims this sees it, and is silent once it is gone.
describe('the rule sees it, and sees when it is gone', () => {
  for (const { rule: id, fact, before, after } of expectations) {
    const rule = postfix.rules.find((it) => it.id === id);
    if (!rule) continue;
    test(`${id}: ${fact}`, () => {
      const find = ({ site, answers: _, ...rest }: Stage): readonly string[] => {
        const given = siteOf(site);
        const tables = Object.keys(given?.files ?? {}).map((it) => `hash:${it}`);
        return given ? [...rule.check(readSite({ ...given, ...rest }, tables))].map((it) => it.message) : [];
      };
      expect(find(before)).not.toEqual([]);
      expect(find(after)).toEqual([]);
    });
  }
});

async function ask({ site, answers, ...rest }: Stage): Promise<{ readonly version: string; readonly seen: Seen }> {
  const given = siteOf(site);
  if (!given) throw new Error('the fixture has no main.cf');
  const asked = await askPostfix({ ...given, ...rest }, { addresses: Object.keys(answers), clients: ['outside'], final: true });
  const drawn = Object.fromEntries(Object.entries(asked.addresses).map(([address, it]) => [address, drawAnswer(it)]));
  const log = [...new Set(asked.log.map((it) => it.replace(/^\S+: /, '')))].sort();
  const { postconf, check, tables } = asked.tools;
  return { version: asked.version, seen: { answers: drawn, log, tools: [...new Set([...postconf, ...check, ...tables])].sort() } };
}
