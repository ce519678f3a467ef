import type { FileId, Place } from '../core/text.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { addressAt } from './hover/address.ts';
import { codeAt } from './hover/code.ts';
import { domainAt } from './hover/domain.ts';
import { nameAt } from './hover/name.ts';
import type { Section } from './hover/section.ts';
import { settingAt } from './hover/setting.ts';
import { tablesAt } from './hover/table.ts';
import type { Links } from './markdown.ts';

export interface Hover {
  /** The word that it speaks of. */
  readonly at: Place;
  readonly markdown: string;
}

/** What is known of the word at the cursor: reply codes, settings, names, tables, addresses and domains, in every system that reads the file. */
export function hoverAt(snapshot: Snapshot, file: FileId, offset: number, links: Links): Hover | undefined {
  const text = snapshot.textOf(file);
  const code = codeAt({ file, text, offset });
  const sections: readonly Section[] = code
    ? [code]
    : snapshot.systemsOf(file).flatMap((view) => {
        const cursor = { view, file, text, offset, links };
        return [settingAt(cursor), nameAt(cursor), tablesAt(cursor), addressAt(cursor), domainAt(cursor)].filter((it) => it !== undefined);
      });
  const [first] = sections;
  // Two systems that read one file mostly say the same of it.
  return first && { at: first.at, markdown: [...new Set(sections.map((it) => it.markdown))].join('\n\n---\n\n') };
}
