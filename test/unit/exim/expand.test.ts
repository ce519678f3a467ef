import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemOf, type Sourced, written } from '../../../server/src/core/sourced.ts';
import { expand } from '../../../server/src/mta/exim/expand/expand.ts';
import type { Expansion, Scope } from '../../../server/src/mta/exim/expand/scope.ts';
import { tainted, type Values, variablesOf } from '../../../server/src/mta/exim/expand/variables.ts';
import { tablesOf } from '../../../server/src/mta/exim/lookup/tables.ts';
import { readTable, tables } from '../../differential/exim/expansions.ts';
import { drawMarks } from '../fixture.ts';
import { seenIn } from './world.ts';

const files = new Map([
  ['/etc/aliases', 'root: alice, bob\n'],
  ['/etc/mail/example.com/users', 'alice\n'],
  ['/etc/lists', 'team: ann,\n  eve , bea\n'],
]);

function scopeWith(values: Values): Scope {
  return { variable: variablesOf(values), list: () => undefined, tables: tablesOf(seenIn(files)) };
}

const message = scopeWith({
  local_part: tainted('root'),
  domain: tainted('example.com'),
  local_part_data: 'root',
  primary_hostname: 'mail.example.com',
});

function at(text: string): Sourced {
  return written(text, { file: 'conf', start: 0, end: text.length });
}

function told(text: string, scope = message): string {
  const res = expand(at(text), scope);
  switch (res.kind) {
    case 'value':
      return `${res.tainted ? 'tainted ' : ''}${res.value.text}`;
    case 'error':
      return `${res.dies ? 'dies' : res.temporary ? 'deferred' : 'error'}: ${res.why}`;
    case 'unknown':
      return `unknown: ${res.why}; ${res.ask}`;
    case 'forced-fail':
      return res.kind;
  }
}

/** The places of the letters that stand in a file, drawn below it. */
function drawnPlaces(text: string, res: Expansion): string {
  const parts = res.kind === 'value' ? res.value.parts : [];
  const marks = parts.flatMap((it) => (it.leaf.kind === 'written' ? [{ ...it.leaf.at, text: it.via.join(' ') }] : []));
  return drawMarks(new Map([['conf', text], ...files]), marks);
}

describe('an expansion', () => {
  test('says where its letters come from: the string itself, a branch of it, the line of a table', () => {
    const text = 'a : ${if eq{1}{1}{b : c}{d}} : ${lookup{root}lsearch{/etc/aliases}} : $local_part';
    expect(drawnPlaces(`${text}\n`, expand(at(text), message))).toBe(
      `-- conf --
${text}
^^^^ 
                  ^^^^^ 
                            ^^^ 
                                                                   ^^^ 
                                                                      ^^^^^^^^^^^ 
-- /etc/aliases --
root: alice, bob
      ^^^^^^^^^^ lsearch;/etc/aliases
-- /etc/mail/example.com/users --
alice
-- /etc/lists --
team: ann,
  eve , bea
`.replaceAll(/ $/gm, ''),
    );
  });

  test('keeps the place of each word of an entry that goes on over lines', () => {
    const res = expand(at('${lookup{team}lsearch{/etc/lists}}'), message);
    const value = res.kind === 'value' ? res.value : at('');
    const origins = [...value.text.matchAll(/\w+/g)].map(({ index, 0: word }) => itemOf(value, index, index + word.length).origin);
    const places = origins.flatMap((it) => (it.kind === 'written' ? { ...it.at, text: '' } : []));
    expect(drawMarks(new Map([['/etc/lists', files.get('/etc/lists')!]]), places)).toBe(`-- /etc/lists --
team: ann,
      ^^^
  eve , bea
  ^^^
        ^^^
`);
  });

  test('tells the tables that were asked', () => {
    const res = expand(at('${lookup{root}lsearch{/etc/aliases}{$value}{none}}${lookup{x}lsearch{/etc/aliases}}'), message);
    expect(res.asked.map(({ key, answer }) => `${key} ${answer.kind}`)).toEqual(['root hit', 'x miss']);
  });

  test('opens no file by a name that came from a sender, and expands no such text', () => {
    expect(told('$local_part at $domain')).toBe('tainted root at example.com');
    expect(told('$local_part_data')).toBe('root');
    expect(told('${lookup{alice}lsearch{/etc/mail/$domain/users}}')).toMatch(
      /^deferred: "\/etc\/mail\/example.com\/users" comes from the sender/,
    );
    expect(told('${lookup{alice}lsearch{/etc/mail/${lc:$domain}/users}}')).toMatch(/^deferred: /);
    expect(told('${lookup{$local_part}lsearch{/etc/aliases}}')).toBe('alice, bob');
    expect(told('${expand:$local_part}')).toMatch(/^error: /);
  });

  test('is a forced failure, an error, an error for the time being, or unknown', () => {
    expect(told('${if eq{a}{b}{c}fail}')).toBe('forced-fail');
    expect(told('$nosuch')).toBe('error: Exim has no variable $nosuch');
    expect(told('${lookup{a}lsearch{/etc/nosuch}}')).toBe('deferred: there is no file /etc/nosuch');
    expect(told('${if match_domain{a}{lsearch;/etc/nosuch}{y}{n}}')).toBe('dies: there is no file /etc/nosuch');
    expect(told('${run{/bin/x}}')).toBe("unknown: no file tells what ${run} gives; exim -be '${run{/bin/x}}'");
    expect(told('$sender_host_name')).toMatch(/^unknown: /);
    // Exim 4.96 knows neither; later releases do.
    expect(told('$sender_helo_verified')).toMatch(/^unknown: /);
    expect(told('${headerwrap_80_998:x}')).toMatch(/^unknown: /);
    expect(told("${lookup mysql{select 'x'}}")).toMatch(/^unknown: a mysql database lies outside the files; /);
  });

  test('does not ask what its condition makes needless', () => {
    expect(told('${if eq{a}{a}{yes}{${run{/bin/x}}}}')).toBe('yes');
    expect(told('${if and{{eq{a}{b}}{eq{$sender_host_name}{x}}}{yes}{no}}')).toBe('no');
  });

  test('takes what is not given for empty where only a router or an ACL would set it', () => {
    expect(told('<$address_data$acl_m_x$r_any$home>')).toBe('<>');
    expect(told('$acl_m_x', scopeWith({ acl_m_x: 'set' }))).toBe('set');
    expect(told('$1', scopeWith({ 1: 'from outside' }))).toBe('from outside');
  });

  test('of any text ends, and its parts are as long as it is', () => {
    const pieces = tables.flatMap(readTable).map((it) => it.expression);
    const spice = fc.constantFrom('{', '}', '$', '${', '\\', '\\N', ':', 'é', '\0', '${if ', 'fail}');
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), spice), { maxLength: 4 }), fc.nat(60), (all, cut) => {
        const res = expand(at(all.join('').slice(cut)), message);
        if (res.kind === 'value') expect(res.value.parts.reduce((sum, it) => sum + it.length, 0)).toBe(res.value.text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
