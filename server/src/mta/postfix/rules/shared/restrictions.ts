import type { Item } from '../../../../core/sourced.ts';
import type { Place } from '../../../../core/text.ts';
import type { Parameters } from '../../parameters.ts';
import type { Postfix } from '../../system.ts';
import { type TableRef, tableRefOf } from '../../tableRef.ts';
import { vocabulary } from '../../vocabulary/index.ts';
import { restrictionNames, takesArgument } from '../../vocabulary/restrictions.ts';

/** A word in a list of restrictions, with the one behind it that it takes. */
export interface Restriction {
  readonly list: string;
  /** In lower case, as smtpd compares it. */
  readonly name: string;
  readonly word: string;
  /** Where somebody wrote it, which may be another parameter. */
  readonly at: Place;
  readonly argument: Item | undefined;
}

/** Tables that restrictions ask, and those that stand alone in a list. */
export function restrictionTables({ mainCf, parameters }: Postfix): readonly TableRef[] {
  return mainCf.parameters.flatMap(({ name }) => {
    if (!isList(name.text, parameters)) return [];
    const words = parameters.words(name.text);
    return words.flatMap((it, i) => {
      // What stands behind another word is no table: check_policy_service inet:127.0.0.1:10023.
      const before = words[i - 1]?.text.toLowerCase() ?? 'permit';
      const isTable = /^check_.*_access$/.test(before) || (restrictionNames.has(before) && !takesArgument(before));
      return isTable ? (tableRefOf(it) ?? []) : [];
    });
  });
}

/** The restrictions in all lists that somebody wrote, in main.cf, in master.cf or in a class of their own; each place once. */
export function restrictionsIn(system: Postfix): readonly Restriction[] {
  const { mainCf, masterCf, parameters } = system;
  const told = new Set<string>();
  return [
    ...mainCf.parameters.flatMap(({ name }) => ofList(name.text, parameters)),
    ...(masterCf?.services ?? []).flatMap((it) => it.overrides.flatMap(({ name }) => ofList(name.text, parameters.of(it)))),
  ];

  function ofList(list: string, view: Parameters): Restriction[] {
    if (!isList(list, view)) return [];
    return restrictionsOf(list, view.words(list)).filter(({ at }) => {
      const place = `${at.file} ${at.start} ${at.end}`;
      return !told.has(place) && told.add(place);
    });
  }
}

/** Lists of smtpd, and classes, which are lists of their own. */
function isList(name: string, view: Parameters): boolean {
  if (/^smtpd_\w+_restrictions$/.test(name)) return vocabulary.has(name);
  return view.words('smtpd_restriction_classes').some((it) => it.text === name);
}

function restrictionsOf(list: string, words: readonly Item[]): Restriction[] {
  const res: Restriction[] = [];
  for (let i = 0; i < words.length; i++) {
    const item = words[i]!;
    const name = item.text.toLowerCase();
    // A table alone stands for the check of its list; what stands in braces has a grammar of its own.
    if (name.startsWith('{') || tableRefOf(item)) continue;
    const argument = takesArgument(name) ? words[++i] : undefined;
    const at = item.origin.kind === 'written' ? item.origin.at : item.at;
    if (at) res.push({ list, name, word: item.text, at, argument });
  }
  return res;
}
