import { applyEdits } from '../../../server/src/core/edits.ts';
import type { Example, Finding, Rule } from '../../../server/src/core/rule.ts';
import type { Exim } from '../../../server/src/mta/exim/system.ts';
import { parseFixture } from '../../unit/fixture.ts';
import type { RoutingSite } from './routing/answers.ts';
import { readSite } from './routing/engine.ts';

export const configFile = '/etc/exim4/exim4.conf';

/** An example of a rule as a site that a server can run, and what the rule finds there. */
export interface Trial {
  readonly title: string;
  readonly isGood: boolean;
  readonly site: RoutingSite;
  /** The same with each of the rule's own fixes that change a file; the one that it offers first comes first. */
  readonly mended: readonly { readonly title: string; readonly site: RoutingSite }[];
  /** Does a finding say that mail is lost? */
  readonly isError: boolean;
}

/** The examples of a rule that are whole configurations; those in Debian's pieces cannot be asked about here. */
export function trialsOf(rule: Rule<Exim>): readonly Trial[] {
  return rule.examples.flatMap((example) => trialOf(rule, example) ?? []);
}

function trialOf(rule: Rule<Exim>, example: Example): Trial | undefined {
  const isGood = 'good' in example;
  const files = Object.fromEntries(parseFixture(isGood ? example.good : example.bad).files);
  if (files[configFile] === undefined) return undefined;
  const site: RoutingSite = { files };
  const findings = [...rule.check(readSite(site))];
  const isError = findings.some((it) => (it.severity ?? rule.severity) === 'error');
  return { title: example.title, isGood, site, mended: mendedWays(site, findings), isError };
}

/** The site after somebody has taken one of the fixes; those that change no file are left out. */
function mendedWays(site: RoutingSite, findings: readonly Finding[]): Trial['mended'] {
  const fixes = findings.flatMap((it) => it.fixes ?? []).filter((it) => 0 < it.edits.length);
  const ways = fixes.map(({ title, edits }) => {
    const editsOf = (name: string) => edits.filter((it) => it.at.file === name);
    const files = Object.entries(site.files).map(([name, text]) => [name, applyEdits(text, editsOf(name))]);
    return { title, site: { ...site, files: Object.fromEntries(files) as RoutingSite['files'] } };
  });
  return ways.filter((it, i) => ways.findIndex((other) => other.title === it.title) === i);
}

const mostAddresses = 40;

/** Whoever is spoken of in these files, and each user in each domain. */
export function addressesIn({ files }: RoutingSite): readonly string[] {
  const texts = Object.entries(files).map(([name, text]) => ({ name, text: text.replace(/^#.*$/gm, '') }));
  const written = texts.flatMap(({ text }) => text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []);
  const domains = texts.flatMap(
    ({ text }) => text.match(/(?<![\w.@/-])[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|net|org)(?![\w.-])/g) ?? [],
  );
  const names = texts.flatMap(({ name, text }) =>
    /aliases|passwd/.test(name) ? [...text.matchAll(/^([\w.+-]+) *:/gm)].map(([, it = '']) => it) : [],
  );
  const users = [...new Set([...(names.length === 0 ? ['alice'] : names), 'nobody-is-called-so'])];
  const everywhere = [...new Set(['mail.example.com', ...domains])].flatMap((domain) => users.map((it) => `${it}@${domain}`));
  return [...new Set([...written, ...everywhere])].slice(0, mostAddresses);
}
