import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/core/rule.ts';
import { mtas } from '../../server/src/mta/index.ts';
import { siteRules } from '../../server/src/site/rules/index.ts';
import { checkFindings, checkFix } from './check.ts';

const all = [...mtas.flatMap((it) => it.rules), ...siteRules];
const sets = [
  ...mtas.map(({ name, id, rules }) => ({ name, folder: `mta/${id}`, rules })),
  { name: 'several servers', folder: 'site', rules: siteRules },
];
const severities = ['hint', 'info', 'warning', 'error'];

for (const rule of all) {
  describe(rule.id, () => {
    for (const example of rule.examples) {
      test(example.title, () => {
        const text = 'good' in example ? example.good : example.bad;
        const { fixture, findings } = checkFindings(rule, text);
        if ('good' in example) expect(fixture.marks).toEqual([]);
        else expect(fixture.marks).not.toEqual([]);
        for (const it of findings) checkWords(it, rule.severity);
        if ('bad' in example && example.fixed !== undefined) checkFix(rule, text, example.fixed);
      });
    }

    test('is shown both ways, each example once', () => {
      const texts = rule.examples.map((it) => ('good' in it ? it.good : it.bad));
      expect(rule.examples.some((it) => 'good' in it)).toBe(true);
      expect(rule.examples.some((it) => 'bad' in it)).toBe(true);
      expect(new Set(texts).size).toBe(texts.length);
      expect(new Set(rule.examples.map((it) => it.title)).size).toBe(texts.length);
    });

    test('reads well after "allow", and says where its knowledge is from', () => {
      expect(rule.id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)+$/);
      expect(rule.id).not.toMatch(/\/(no|check|use|avoid|require)-/);
      expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
      expect(rule.source).not.toBe('');
      expect(rule.why.trim()).toMatch(/[.`]$/);
    });
  });
}

describe('the rules', () => {
  test('have ids of their own', () => {
    expect(new Set(all.map((it) => it.id)).size).toBe(all.length);
  });

  for (const { name, folder, rules } of sets) {
    test(`of ${name} are the files of their folder`, () => {
      // What rules share has a name without a hyphen.
      const files = readdirSync(path.join(import.meta.dirname, '../../server/src', folder, 'rules')).filter((it) => /-.*\.ts$/.test(it));
      expect(rules.map((it) => `${it.id.split('/')[1]}.ts`).sort()).toEqual(files.sort());
    });
  }
});

function checkWords(finding: Finding, most: string): void {
  const texts = [finding.message, ...(finding.related ?? []).map((it) => it.message)];
  for (const text of texts) {
    expect(text).toMatch(/^\S.*[^.\s]$/);
    expect(text).not.toMatch(/\b(should|please|invalid)\b/i);
  }
  expect(severities.indexOf(finding.severity ?? most)).toBeLessThanOrEqual(severities.indexOf(most));
  for (const fix of finding.fixes ?? []) {
    expect(fix.title).toMatch(/^[A-Z][a-z]+ .*[^.]$/);
    expect(fix.edits.length === 0 && fix.command === undefined).toBe(false);
  }
}
