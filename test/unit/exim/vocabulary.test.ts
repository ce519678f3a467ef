import { describe, expect, test } from 'vitest';
import { defaultOf, driversOf, optionsOf, vocabulary } from '../../../server/src/mta/exim/vocabulary/index.ts';
import { summaries } from '../../../server/src/mta/exim/vocabulary/summaries.ts';

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
  });

  test('says what the options decide that every such configuration has', () => {
    expect([...summaries.keys()].filter((it) => !everyName().has(it))).toEqual([]);
    expect(vocabulary().get('check_local_user')?.summary).toContain('login');
  });

  test('says it in one sentence without a full stop', () => {
    const odd = [...summaries].filter(([, text]) => /[.!]$|invalid|should|please/i.test(text) || !/^[A-Z]/.test(text));
    expect(odd).toEqual([]);
  });
});
