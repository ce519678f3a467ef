import { expect } from 'vitest';
import { applyEdits } from '../../server/src/core/edits.ts';
import type { Finding, Fix, Rule } from '../../server/src/core/rule.ts';
import type { MailSystem } from '../../server/src/core/system.ts';
import { mtas } from '../../server/src/mta/index.ts';
import type { SiteRule } from '../../server/src/site/rule.ts';
import { siteRules } from '../../server/src/site/rules/index.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';
import type { SystemView } from '../../server/src/workspace/systems.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type { World } from '../../server/src/workspace/world.ts';
import { drawMarks, type Fixture, type Mark, parseFixture } from './fixture.ts';

/** A fixture as the machine that its files lie on: what is not written there is certainly absent. */
export interface Checked {
  readonly fixture: Fixture;
  readonly systems: readonly MailSystem[];
  readonly findings: readonly Finding[];
}

/** The name in a fixture of a file of the workspace: main.cf stands for /etc/postfix/main.cf. */
const home = '/etc/postfix/';
const now = 1_700_000_000_000;

export function pathOf(name: string): string {
  return name.startsWith('/') ? name : home + name;
}

export function openFixture(fixture: Fixture, settings = noSettings): readonly MailSystem[] {
  return openViews(fixture, settings).map((it) => it.system);
}

function openViews(fixture: Fixture, settings = noSettings): readonly SystemView[] {
  const notes: string[] = [];
  // That a file is not UTF-8 is what its fixture says.
  const log = (it: string) => void (fixture.latin.size === 0 && notes.push(it));
  const workspace = new Workspace({ world: worldOf(fixture), mtas, settings, log });
  workspace.setFolders(['/']);
  const snapshot = workspace.snapshot();
  expect([...notes, ...snapshot.notes]).toEqual([]);
  return snapshot.systems;
}

/** Marks in the fixture are exactly the findings of the rule, no more and no fewer. */
export function checkFindings(rule: Rule | SiteRule, source: string): Checked {
  const checked = checkFixture(rule, parseFixture(source));
  const { fixture, findings } = checked;
  const names = new Map([...fixture.files.keys()].map((it) => [pathOf(it), it]));
  const named = <At extends { readonly file: string }>(at: At): At => ({ ...at, file: names.get(at.file) ?? at.file });
  const actual = findings.flatMap((it): Mark[] => [
    { ...named(it.at), text: it.message },
    ...(it.related ?? []).map((related) => ({ ...named(related.at), text: `also: ${related.message}` })),
  ]);
  expect(drawMarks(fixture.files, actual)).toBe(drawMarks(fixture.files, fixture.marks));
  expect(actual.every((it) => fixture.files.has(it.file))).toBe(true);
  return checked;
}

/** The first fix of the first finding makes this text, and leaves the rule nothing to say and the readers nothing new. */
export function checkFix(rule: Rule | SiteRule, bad: string, fixed: string): void {
  const { fixture, systems, findings } = checkFindings(rule, bad);
  const fix = findings[0]?.fixes?.[0];
  if (!fix) throw new Error('there is no fix');
  const after = { ...fixture, files: withFix(fixture.files, fix) };
  expect(drawMarks(changed(fixture.files, after.files), [])).toBe(drawMarks(expectedFiles(fixed, fix, fixture), []));
  const again = checkFixture(rule, after);
  expect(again.findings).toEqual([]);
  expect(problemsOf(again.systems).length).toBeLessThanOrEqual(problemsOf(systems).length);
}

function checkFixture(rule: Rule | SiteRule, fixture: Fixture): Checked {
  const views = openViews(fixture);
  const systems = views.map((it) => it.system);
  const ofSite = siteRules.find((it) => it === rule);
  if (ofSite) return { fixture, systems, findings: [...ofSite.check(views[0]!.host)] };
  expect(systems).toHaveLength(1);
  return { fixture, systems, findings: systems.flatMap((it) => [...(rule as Rule).check(it)]) };
}

function withFix(files: ReadonlyMap<string, string>, { edits }: Fix): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([name, text]) => [
      name,
      applyEdits(
        text,
        edits.filter((it) => it.at.file === pathOf(name)),
      ),
    ]),
  );
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...after].filter(([name, text]) => before.get(name) !== text));
}

/** Without a header the text is that of the file which the fix changes. */
function expectedFiles(fixed: string, fix: Fix, { files }: Fixture): ReadonlyMap<string, string> {
  if (/^-- /m.test(fixed)) return parseFixture(fixed).files;
  const name = [...files.keys()].find((it) => pathOf(it) === fix.edits[0]?.at.file);
  return new Map([[name ?? '', fixed.replace(/^\n/, '')]]);
}

function problemsOf(systems: readonly MailSystem[]): readonly unknown[] {
  return systems.flatMap((it) => it.files.flatMap((file) => file.problems));
}

/** A machine of its own; the clock stands still there. */
function worldOf({ files, ages, latin }: Fixture): World {
  const byPath = new Map(
    [...files].map(([name, text]) => [pathOf(name), { bytes: bytesOf(text, latin.has(name)), modified: now - (ages.get(name) ?? 0) }]),
  );
  const isFolder = (path: string) => [...byPath.keys()].some((it) => it.startsWith(`${path}/`));
  const missing = (path: string) => ({ kind: isFolder(path) ? ('directory' as const) : ('absent' as const) });
  return {
    stat(path) {
      const file = byPath.get(path);
      return file ? { kind: 'file', modified: file.modified, size: file.bytes.length } : missing(path);
    },
    read(path) {
      const file = byPath.get(path);
      return file ? { kind: 'bytes', bytes: file.bytes, modified: file.modified } : missing(path);
    },
    head: (path, length) => byPath.get(path)?.bytes.slice(0, length) ?? new Uint8Array(),
    list: () => ({ files: [...byPath.keys()] }),
  };
}

function bytesOf(text: string, isLatin: boolean): Uint8Array {
  return isLatin ? Uint8Array.from(text, (it) => it.charCodeAt(0)) : new TextEncoder().encode(text);
}
