import type { NameUse } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import type { MainCf } from './syntax/mainCf.ts';
import type { MasterCf } from './syntax/masterCf.ts';

/** Where parameters and services are defined and used: definition, references and "unused" are made of these. */
export function namesOf(mainCf: MainCf, masterCf: MasterCf | undefined): NameUse[] {
  const res: NameUse[] = [];
  for (const { name, value } of mainCf.parameters) {
    res.push({ kind: 'setting', name: name.text, role: 'definition', at: name.at });
    for (const piece of value) res.push(...variablesIn(mainCf.text, { file: mainCf.file, ...piece }));
  }
  for (const service of masterCf?.services ?? []) {
    res.push({ kind: 'service', name: service.name.text, role: 'definition', at: service.name.at });
    for (const { name, value } of service.overrides) {
      res.push({ kind: 'setting', name: name.text, role: 'reference', at: name.at });
      res.push(...variablesIn(masterCf!.text, value.at));
    }
  }
  return res;
}

/** `$name`, `${name…}` and `$(name…)` in a stretch of text. */
function variablesIn(text: string, { file, start, end }: Place): NameUse[] {
  return [...text.slice(start, end).matchAll(/\$[({]?\s*(\w+)/g)].map((match) => {
    const from = start + match.index + match[0].length - match[1]!.length;
    return { kind: 'setting', name: match[1]!, role: 'reference', at: { file, start: from, end: from + match[1]!.length } };
  });
}
