import { applyEdits } from '../../../server/src/core/edits.ts';
import type { Example, Finding, Rule } from '../../../server/src/core/rule.ts';
import type { Edit } from '../../../server/src/core/text.ts';
import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import type { PostfixSite } from './answers.ts';
import { pathOnServer, readSite } from './engine.ts';
import { siteOf } from './expectation.ts';

/** An example of a rule as a site that a server can run, and what the rule finds there. */
export interface Trial {
  readonly title: string;
  readonly isGood: boolean;
  readonly site: PostfixSite;
  /** The same with each of the rule's own fixes that change a file; the one that it offers first comes first. */
  readonly mended: readonly Mended[];
  readonly findings: readonly Finding[];
  /** Does a finding say that mail is lost? */
  readonly isError: boolean;
}

export interface Mended {
  readonly title: string;
  readonly site: PostfixSite;
}

/** The examples of a rule that are whole sites: those without a main.cf in its place cannot be asked about. */
export function trialsOf(rule: Rule<Postfix>): readonly Trial[] {
  return rule.examples.flatMap((example) => trialOf(rule, example) ?? []);
}

function trialOf(rule: Rule<Postfix>, example: Example): Trial | undefined {
  const isGood = 'good' in example;
  const text = isGood ? example.good : example.bad;
  const given = siteOf(text);
  if (!given) return undefined;
  const site = withoutCompiled(given);
  const findings = [...rule.check(readSite(site))];
  const isError = findings.some((it) => (it.severity ?? rule.severity) === 'error');
  const runnable = (it: PostfixSite): PostfixSite => withMailboxes(isAboutLevel(rule) ? it : withLevel(it));
  const mended = mendedWays(site, findings).map((it) => ({ ...it, site: runnable(it.site) }));
  return { title: example.title, isGood, site: runnable(site), findings, isError, mended };
}

/** Does the rule itself speak of the compatibility level? */
function isAboutLevel({ summary, why }: Rule<Postfix>): boolean {
  return /compatibility[_ ]level/.test(summary + why);
}

/** An example may leave out what every main.cf has today; without it Postfix takes the defaults of 2010 and smtpd does not run. */
function withLevel(site: PostfixSite): PostfixSite {
  const name = '/etc/postfix/main.cf';
  const text = site.files[name] ?? '';
  if (/^compatibility_level *=/m.test(text)) return site;
  return { ...site, files: { ...site.files, [name]: `${text}\ncompatibility_level = 3.6\n` } };
}

/** Nor whose the mailboxes are and where they lie: without it virtual(8) keeps all mail in the queue. */
function withMailboxes(site: PostfixSite): PostfixSite {
  const name = '/etc/postfix/main.cf';
  const text = site.files[name] ?? '';
  if (!/^virtual_mailbox_(maps|domains) *=/m.test(text)) return site;
  const missing = Object.entries(mailboxes).filter(([parameter]) => !new RegExp(`^${parameter} *=`, 'm').test(text));
  const lines = missing.map(([parameter, value]) => `${parameter} = ${value}\n`).join('');
  return { ...site, files: { ...site.files, [name]: `${text}\n${lines}` } };
}

const mailboxes = { virtual_mailbox_base: '/var/vmail', virtual_uid_maps: 'static:5000', virtual_gid_maps: 'static:5000' } as const;

/** A compiled table in a fixture says only that it is there: the others of the same site are then the ones that nobody compiled. */
function withoutCompiled({ files }: PostfixSite): PostfixSite {
  const compiled = Object.keys(files).filter((it) => /\.(db|lmdb|cdb)$/.test(it));
  const rest = Object.fromEntries(Object.entries(files).filter(([it]) => !compiled.includes(it)));
  if (compiled.length === 0) return { files: rest };
  const sources = Object.keys(rest).filter((it) => !compiled.some((table) => table.replace(/\.\w+$/, '') === it));
  const types = ['hash', 'btree', 'lmdb', 'cdb'];
  return { files: rest, skipCompile: sources.flatMap((it) => types.map((type) => `${type}:${it}`)) };
}

/** The site after somebody has taken one of the fixes; those that change no file are left out. */
function mendedWays(site: PostfixSite, findings: readonly Finding[]): readonly Mended[] {
  const fixes = findings.flatMap((it) => it.fixes ?? []).filter((it) => 0 < it.edits.length);
  const ways = fixes.map(({ title, edits }) => ({ title, site: { ...site, files: withEdits(site.files, edits) } }));
  return ways.filter((it, i) => ways.findIndex((other) => other.title === it.title) === i);
}

function withEdits(files: PostfixSite['files'], edits: readonly Edit[]): PostfixSite['files'] {
  const editsOf = (name: string) => edits.filter((it) => pathOnServer(it.at.file) === name);
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, applyEdits(text, editsOf(name))]));
}

const mostAddresses = 60;

/** Whoever is spoken of in these files: addresses, aliases and users of this host, and one user in each domain. */
export function addressesIn({ files }: PostfixSite): readonly string[] {
  const mainCf = files['/etc/postfix/main.cf'] ?? '';
  const host = /^myhostname *= *(\S+)/m.exec(mainCf)?.[1] ?? 'localhost';
  const texts = Object.entries(files).map(([name, text]) => ({ name, text: text.replace(/^#.*$/gm, '') }));
  const written = texts.flatMap(({ text }) => text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []);
  const domains = [...mainCf.matchAll(/(?<=[\s,=])[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[\s,]|$)/gm)].map(([it]) => it);
  const names = texts.flatMap(({ name, text }) => {
    const isNameList = /aliases|passwd/.test(name);
    return isNameList ? [...text.matchAll(/^([\w.+-]+) *:/gm)].map(([, it = '']) => it) : [];
  });
  const users = names.length === 0 ? ['alice'] : names;
  const all = [...written, ...users.map((it) => `${it}@${host}`), ...domains.map((it) => `${users.at(-1)}@${it}`)];
  return [...new Set(all)].slice(0, mostAddresses);
}
