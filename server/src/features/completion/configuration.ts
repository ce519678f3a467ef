import type { Term } from '../../core/mta.ts';
import type { Entry } from '../../core/syntax.ts';
import type { NameKind } from '../../core/system.ts';
import type { SystemView } from '../../workspace/snapshot.ts';
import type { Candidate } from '../completion.ts';
import type { Gap, Offer } from './offer.ts';
import { domainsOf } from './recipients.ts';
import { sectionsAt, unfinishedAt } from './statement.ts';

/** In a file of settings: their names, and what may stand in their values. */
export function inConfiguration({ view, parsed, offset }: Gap): Offer | undefined {
  const { mta, system } = view;
  const root = system.files.find((it) => it.file === system.root);
  const isPiece = system.names.some(({ kind, role, at }) => kind === 'setting' && role === 'definition' && at.file === parsed.file);
  const hasSettings = isPiece || parsed.format === root?.format || (parsed.beginning?.(1) ?? parsed.entries)[0]?.kind === 'service';
  const unfinished = hasSettings ? unfinishedAt(parsed, offset, mta.writable ?? {}) : undefined;
  if (!unfinished) return undefined;
  const sections = sectionsAt(parsed.text, parsed.entries, offset);
  if (unfinished.kind === 'value') return valueOf(unfinished.setting, unfinished.written, view, sections);
  const terms = mta.writable?.settings?.(system, sections) ?? mta.vocabulary.values();
  return { written: unfinished.written, candidates: [...terms].map((it) => termed(it, 'setting')) };
}

function valueOf(setting: string, value: string, view: SystemView, sections: readonly Entry[]): Offer {
  const { mta, system } = view;
  const { writable } = mta;
  const variable = /\$[({]?(\w*)$/.exec(value)?.[1];
  if (variable !== undefined) return { written: variable, candidates: variablesOf(view) };
  const path = /(?:^|[\s,:;<"'{])(\/[^\s,;"'{}]*)$/.exec(value)?.[1];
  if (path !== undefined) return { written: path, candidates: filesBeside(path, view) };
  const written = /[^\s,;:{}"'!+]*$/.exec(value)![0];
  if (value.slice(0, value.length - written.length).endsWith('+')) return { written, candidates: namesOf(['list'], view) };
  const term = mta.vocabulary.get(setting);
  return {
    written,
    candidates: [
      ...[...(writable?.values?.(system, setting, sections) ?? [])].map((it) => termed(it, 'word')),
      ...switchOf(term),
      ...namesOf(['macro'], view),
      ...(system.claims.some((it) => it.setting === setting) ? domainsOf(system) : []),
      ...[...(writable?.tables ?? [])].map((it) => termed(it, 'type')),
    ],
  };
}

function variablesOf({ mta, system }: SystemView): readonly Candidate[] {
  const { variables } = mta.writable ?? {};
  if (variables) return [...variables].map((label) => ({ label, kind: 'variable' }));
  const own = system.names.filter((it) => it.kind === 'setting' && it.role === 'definition' && !mta.vocabulary.has(it.name));
  return [
    ...own.map((it) => ({ label: it.name, kind: 'variable' }) as const),
    ...[...mta.vocabulary.values()].map((it) => termed(it, 'variable')),
  ];
}

function namesOf(kinds: readonly NameKind[], { system }: SystemView): readonly Candidate[] {
  const found = system.names.filter((it) => it.role === 'definition' && kinds.includes(it.kind));
  return found.map((it) => ({ label: it.name, kind: 'word', detail: it.kind }));
}

/** A setting whose built-in value is one of two has the other one, too. */
function switchOf(term: Term | undefined): readonly Candidate[] {
  const pair = [
    ['yes', 'no'],
    ['true', 'false'],
  ].find((it) => it.includes(term?.default ?? ''));
  return (pair ?? []).map((label) => ({ label, kind: 'word', ...(label === term?.default ? { detail: 'built in' } : {}) }));
}

/** Files in the folder that a path has come to; what is compiled from another one is left out. */
function filesBeside(path: string, view: SystemView): readonly Candidate[] {
  const all = new Set(view.matching(`${path.slice(0, path.lastIndexOf('/') + 1)}*`));
  const sources = [...all].filter((it) => !all.has(it.replace(/\.\w+$/, '')) || !/\.\w+$/.test(it));
  return sources.map((label) => ({ label, kind: 'file' }));
}

function termed({ name, default: builtIn, summary }: Term, kind: Candidate['kind']): Candidate {
  return {
    label: name,
    kind,
    ...(builtIn === undefined || builtIn === '' ? {} : { detail: builtIn }),
    ...(summary === undefined ? {} : { about: summary }),
  };
}
