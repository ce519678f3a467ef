import { asciiLower } from '../expand/conditions.ts';
import { compile, groupsOf } from '../expand/regex.ts';
import type { Scope } from '../expand/scope.ts';
import { tableNameOf } from '../lookup/tableName.ts';
import { isNobodys } from './nobodys.ts';
import { type Test, type Tested, testedBy } from './scan.ts';

export interface StringRules {
  readonly caseful: boolean;
  /** `@` is the name of the host, `@[]` its addresses, `@mx_any` what its MX records say. */
  readonly atIsSpecial: boolean;
  /** Partial matching of tables makes sense. */
  readonly partial: boolean;
}

/** The test of domains, local parts and keys. Source: check_string() of match.c. */
export function stringTest(original: string, rules: StringRules, scope: Scope): Test {
  const subject = rules.caseful ? original : asciiLower(original);
  const equals = (a: string, b: string) => (rules.caseful ? a === b : asciiLower(a) === asciiLower(b));
  return (item, tainted, asked) => {
    const { text } = item;
    if (text.startsWith('^')) return byPattern(text, original, rules.caseful);
    if (text.startsWith('*')) {
      const tail = text.slice(1);
      const fits = tail.length <= subject.length && equals(subject.slice(subject.length - tail.length), tail);
      return fits ? { kind: 'yes', data: text, groups: [subject, subject.slice(0, subject.length - tail.length)] } : { kind: 'no' };
    }
    if (rules.atIsSpecial && text.startsWith('@')) {
      const special = atSign(text, subject, scope);
      if (special) return special;
    }
    const semicolon = text.indexOf(';');
    if (semicolon < 0) return equals(subject, text) ? { kind: 'yes', data: text, groups: [subject] } : { kind: 'no' };
    const named = tableNameOf(text.slice(0, semicolon));
    if ('why' in named) return { kind: 'panic', why: named.why };
    if (named.style !== 'single-key') return { kind: 'unknown', why: `a ${named.table.type} database lies outside the files` };
    const path = text.slice(semicolon + 1).trimStart();
    if (tainted) return { kind: 'panic', why: `the list comes from the sender of the message, and Exim opens no such file as "${path}"` };
    const { partial, ...whole } = named.table;
    const table = { ...whole, ...(rules.partial && partial && { partial }), path };
    const answer = scope.tables.find(table, subject);
    asked.push({ table, key: subject, answer });
    const tested = testedBy(answer, scope.tables.exists(path) === 'yes');
    return tested.kind === 'yes' ? { ...tested, groups: [subject, ...(tested.groups ?? [])] } : tested;
  };
}

function byPattern(pattern: string, subject: string, caseful: boolean): Tested {
  const compiled = compile(pattern, caseful);
  if (compiled.kind === 'unknown') return compiled;
  if (compiled.kind !== 'ready') return { kind: 'panic', why: `${pattern} is no regular expression` };
  if (/[^\0-\x7f]/.test(pattern)) return { kind: 'unknown', why: 'letters beyond ASCII are several bytes to Exim' };
  const bytes = bytesOf(subject);
  const found = compiled.expression.exec(bytes);
  if (!found) return { kind: 'no' };
  if (bytes !== subject) return { kind: 'yes', data: pattern };
  const isClear = compiled.sameGroups || found.length === 1;
  return { kind: 'yes', data: pattern, ...(isClear && { groups: groupsOf(found) }) };
}

/** A letter for each byte, which is what Exim compares. */
function bytesOf(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text));
}

function atSign(item: string, subject: string, scope: Scope): Tested | undefined {
  if (item === '@') {
    const name = scope.variable('primary_hostname');
    if (name?.kind !== 'value') return { kind: 'unknown', why: 'the name of the host stands in no file', sure: true };
    return asciiLower(name.text) === subject ? { kind: 'yes', data: name.text } : { kind: 'no' };
  }
  if (item === '@[]') {
    if (!subject.startsWith('[') && !subject.endsWith(']')) return { kind: 'no' };
    if (subject === '[127.0.0.1]') return { kind: 'yes', data: item };
    // Interfaces are written without the tag that IPv6 addresses have in a domain.
    if (/^\[(127\.|ipv6:)/.test(subject) || isNobodys(subject.slice(1, -1))) return { kind: 'no' };
    return { kind: 'unknown', why: 'the addresses of the host stand in no file', sure: true };
  }
  if (/^@mx_(any|primary|secondary)(\/ignore=.*)?$/i.test(item))
    return { kind: 'unknown', why: `${item} needs the MX records of ${subject}` };
  return undefined;
}
