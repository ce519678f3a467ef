import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../../server/src/mta/exim/expand/variables.ts';
import { verbs } from '../../../server/src/mta/exim/syntax/blocks.ts';
import { aclControls, aclWords } from '../../../server/src/mta/exim/vocabulary/acl.ts';
import { defaultOf, driversOf, elsewhere, optionsOf, otherReleases, vocabulary } from '../../../server/src/mta/exim/vocabulary/index.ts';
import { aclConditions, aclModifiers, logSelectors } from '../../../server/src/mta/exim/vocabulary/options.ts';
import { summaries } from '../../../server/src/mta/exim/vocabulary/summaries.ts';
import { variableNames, variablesElsewhere } from '../../../server/src/mta/exim/vocabulary/variables.ts';

const sections = ['main', 'routers', 'transports', 'authenticators'] as const;

function everyName(): ReadonlySet<string> {
  const of = (section: (typeof sections)[number]) => [
    ...optionsOf(section).keys(),
    ...(section === 'main' ? [] : driversOf(section).flatMap((it) => [...optionsOf(section, it).keys()])),
  ];
  return new Set(sections.flatMap((section) => of(section).map((it) => `${section}/${it}`)));
}

describe('the vocabulary of Exim', () => {
  test('has the options of each section and driver, with type and default', () => {
    expect(optionsOf('main').size).toBeGreaterThan(250);
    expect(optionsOf('routers').get('more')).toMatchObject({ type: 'boolean', default: 'true' });
    expect(optionsOf('routers', 'redirect').get('allow_fail')).toMatchObject({ type: 'boolean', default: 'false' });
    expect(optionsOf('routers', 'accept').has('allow_fail')).toBe(false);
    expect(defaultOf('routers', 'manualroute', 'host_find_failed')).toBe('freeze');
    expect(defaultOf('main', undefined, 'qualify_domain')).toBe('$primary_hostname');
    expect(defaultOf('main', undefined, 'retry_interval_max')).toBe('1d');
    expect(driversOf('routers')).toContain('dnslookup');
    expect(optionsOf('main').get('delay_warning')).toMatchObject({ type: 'times', default: '1d' });
    expect(optionsOf('transports', 'appendfile').get('mode')).toMatchObject({ type: 'octal' });
    expect(optionsOf('routers', 'accept').get('unseen')).toMatchObject({ type: 'boolean', isExpanded: true });
    expect(optionsOf('main').get('log_file_path')).toMatchObject({ type: 'text' });
    expect(logSelectors.has('8bitmime')).toBe(true);
  });

  test('knows options of other releases and builds apart from its own', () => {
    const clashes = [...otherReleases.keys()].filter((name) =>
      sections.some((section) => elsewhere(section, name) !== undefined && everyName().has(`${section}/${name}`)),
    );
    expect(clashes).toEqual([]);
    expect(elsewhere('main', 'acl_smtp_wellknown')).toBe('which came with 4.98');
    expect(elsewhere('acl', 'demime')).toBe('which went with 4.88');
    expect(elsewhere('main', 'primary_hostnam')).toBeUndefined();
  });

  test('says of each option what it decides, and of no other', () => {
    expect([...everyName()].filter((it) => !summaries.has(it))).toEqual([]);
    expect([...summaries.keys()].filter((it) => !everyName().has(it))).toEqual([]);
    expect(vocabulary().get('check_local_user')?.summary).toContain('login');
  });

  test('knows variables of other releases and builds, and takes none for its own', () => {
    const variable = variablesOf({});
    expect(variable('arc_state')).toEqual({ kind: 'unknown', why: '$arc_state stands in no file' });
    expect(variable('arc_stat')).toBeUndefined();
    expect([...variablesElsewhere].filter((it) => variableNames.has(it))).toEqual([]);
  });

  test('says of each verb, condition and modifier of ACLs what it does', () => {
    const words = aclWords.map((it) => it.name);
    expect([...verbs, ...aclConditions, ...aclModifiers].filter((it) => !words.includes(it))).toEqual([]);
    expect(words.filter((it) => !verbs.includes(it) && !aclConditions.has(it) && !aclModifiers.has(it))).toEqual([]);
  });

  test('says it in one sentence without a full stop', () => {
    const said = [...aclWords, ...aclControls].map((it) => [it.name, it.summary ?? ''] as const);
    const odd = [...summaries, ...said].filter(([, text]) => /[.!]$|invalid|should|please/i.test(text) || !/^[A-Z]/.test(text));
    expect(odd).toEqual([]);
  });
});
