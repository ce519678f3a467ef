import type { Fact } from '../../core/fact.ts';
import type { Term } from '../../core/mta.ts';
import type { Entry, Word } from '../../core/syntax.ts';
import { contains } from '../../core/text.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { originMarkdown } from './origin.ts';
import type { Cursor, Section } from './section.ts';

/** What a setting is, which value holds and where that comes from. */
export function settingAt(cursor: Cursor): Section | undefined {
  const { view, file, offset, links } = cursor;
  const { mta, system } = view;
  const use = system.names.find((it) => it.kind === 'setting' && contains(it.at, file, offset));
  if (!use) return undefined;
  const fact = system.setting(use.name);
  const term = mta.vocabulary.get(use.name);
  const builtIn = system.builtIn(use.name);
  const override = overrideAt(cursor);
  // Only who knows the names of all releases can tell that one belongs to none.
  const isKnown = term !== undefined || builtIn !== undefined || mta.otherReleases?.has(use.name) !== false;
  const parts = [
    `**${escapeMarkdown(use.name)}**`,
    term?.summary === undefined ? '' : `${escapeMarkdown(term.summary)}\\.`,
    mta.otherReleases?.has(use.name) ? `${escapeMarkdown(mta.otherReleases.get(use.name)!)}\\.` : '',
    isKnown ? '' : strangerMarkdown(use.name, cursor),
    override ? `This service takes ${code(override.text)}${fact ? '; the others go by what follows' : ''}\\.` : '',
    fact ? `${fact.origin.kind === 'unknown' ? 'Value' : code(fact.value)}, ${originMarkdown(fact.origin, links)}` : '',
    builtInMarkdown(builtIn, term, fact),
    term?.since === undefined ? '' : `Since ${escapeMarkdown(mta.name)} ${escapeMarkdown(term.since)}`,
  ];
  return { at: use.at, markdown: parts.filter(Boolean).join('\n\n') };
}

/** The value as it is printed with its variables, and what becomes of them here; nothing where that has been said already. */
function builtInMarkdown(expanded: string | undefined, term: Term | undefined, fact: Fact<string> | undefined): string {
  const printed = term?.default;
  if (expanded === undefined && term?.madeOf !== undefined)
    return fact?.origin.kind === 'unknown' && fact.origin.why.includes(term.madeOf) ? '' : `Built in: ${escapeMarkdown(term.madeOf)}`;
  const isSaid = fact?.origin.kind === 'default';
  if (printed === undefined || printed === expanded) return expanded === undefined || isSaid ? '' : `Built in: ${code(expanded)}`;
  return expanded === undefined || isSaid ? `Built in: ${code(printed)}` : `Built in: ${code(printed)}, here ${code(expanded)}`;
}

/** A name that no release knows may be the site's own: then it counts through the values that refer to it. */
function strangerMarkdown(name: string, { view }: Cursor): string {
  const { mta, system } = view;
  const setByServices = new Set(system.files.flatMap((it) => it.entries.flatMap(({ body }) => body.map(placeOf))));
  const uses = system.names.filter((it) => it.kind === 'setting' && it.role === 'reference' && it.name === name);
  const count = uses.filter((it) => !setByServices.has(`${it.at.file}:${it.at.start}`)).length;
  const used = count === 0 ? 'no value refers to it' : count === 1 ? '1 value refers to it' : `${count} values refer to it`;
  const kind = ['Not a parameter of', mta.name, mta.release].filter((it) => it !== undefined).join(' ');
  return `${escapeMarkdown(`${kind}; ${used}`)}\\.`;
}

function placeOf({ name }: Entry): string {
  return `${name.at.file}:${name.at.start}`;
}

/** The value that a service sets for itself, where the cursor is on its name. */
function overrideAt({ view, file, offset }: Cursor): Word | undefined {
  const entries = view.system.files.find((it) => it.file === file)?.entries ?? [];
  const service = entries.find((it) => it.kind === 'service' && contains(it.at, file, offset));
  return service?.body.find((it) => contains(it.name.at, file, offset))?.values[0];
}
