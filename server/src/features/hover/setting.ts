import type { Fact } from '../../core/fact.ts';
import type { Word } from '../../core/syntax.ts';
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
  if (!fact && !term) return undefined;
  const builtIn = system.builtIn(use.name);
  const override = overrideAt(cursor);
  const parts = [
    `**${escapeMarkdown(use.name)}**`,
    term?.summary === undefined ? '' : `${escapeMarkdown(term.summary)}\\.`,
    override ? `This service takes ${code(override.text)}; the others go by what follows\\.` : '',
    fact ? `${fact.origin.kind === 'unknown' ? 'Value' : code(fact.value)}, ${originMarkdown(fact.origin, links)}` : '',
    builtInMarkdown(builtIn, term?.default, fact),
    term?.since === undefined ? '' : `Since ${escapeMarkdown(mta.name)} ${escapeMarkdown(term.since)}`,
  ];
  return { at: use.at, markdown: parts.filter(Boolean).join('\n\n') };
}

/** The value as it is printed with its variables, and what becomes of them here; nothing where that has been said already. */
function builtInMarkdown(expanded: string | undefined, printed: string | undefined, fact: Fact<string> | undefined): string {
  const isSaid = fact?.origin.kind === 'default';
  if (printed === undefined || printed === expanded) return expanded === undefined || isSaid ? '' : `Built in: ${code(expanded)}`;
  return expanded === undefined || isSaid ? `Built in: ${code(printed)}` : `Built in: ${code(printed)}, here ${code(expanded)}`;
}

/** The value that a service sets for itself, where the cursor is on its name. */
function overrideAt({ view, file, offset }: Cursor): Word | undefined {
  const entries = view.system.files.find((it) => it.file === file)?.entries ?? [];
  const service = entries.find((it) => it.kind === 'service' && contains(it.at, file, offset));
  return service?.body.find((it) => contains(it.name.at, file, offset))?.values[0];
}
