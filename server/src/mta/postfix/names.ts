import type { NameUse } from '../../core/system.ts';
import { contains, type FileId, type Place } from '../../core/text.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { tableFilesOf } from './redirections.ts';
import type { MainCf } from './syntax/mainCf.ts';
import type { MasterCf } from './syntax/masterCf.ts';
import type { Postfix } from './system.ts';

/** Where parameters and services are defined and used: definition, references and "unused" are made of these. */
export function namesOf({ mainCf, masterCf, parameters }: Pick<Postfix, 'mainCf' | 'masterCf' | 'parameters'>): NameUse[] {
  const classes = new Set(parameters.words('smtpd_restriction_classes').map((it) => it.text));
  const res: NameUse[] = [];
  for (const { name, value } of mainCf.parameters) {
    res.push({ kind: 'setting', name: name.text, role: 'definition', at: name.at });
    for (const piece of value) addUsed(name.text, mainCf, { file: mainCf.file, ...piece });
    const first = value[0];
    if (first) addService(name.text, mainCf, { file: mainCf.file, ...first });
  }
  for (const { name: service, command, overrides } of masterCf?.services ?? []) {
    res.push({ kind: 'service', name: service.text, role: 'definition', at: service.at, ...(command && { value: command.text }) });
    for (const { name, value } of overrides) {
      res.push({ kind: 'setting', name: name.text, role: 'reference', at: name.at });
      addUsed(name.text, masterCf!, value.at);
      addService(name.text, masterCf!, value.at);
    }
  }
  return res;

  function addUsed(setting: string, { text }: MainCf | MasterCf, at: Place): void {
    res.push(...matches(/\$[({]?\s*(\w+)/g, text, at).map(reference('setting')));
    if (classes.size === 0 || !(takesClasses(setting) || classes.has(setting))) return;
    const words = matches(/(?<![^\s,])([^\s,$]+)(?![^\s,])/g, text, at);
    res.push(...words.filter((it) => classes.has(it.name)).map(reference('setting')));
  }
  function addService(setting: string, { text }: MainCf | MasterCf, at: Place): void {
    if (namesService(setting)) res.push(...matches(/^([\w.-]+)/g, text, at).map(reference('service')));
  }
}

/** The services that lines of transport tables lead to. Source: transport(5). */
export function* servicesInTables(system: Postfix): Generator<NameUse> {
  for (const file of transportTables(system)) for (let row = 0; row < file.rows.count; row++) yield* serviceIn(file, row);
}

/** The one of them at an offset. */
export function serviceAt(system: Postfix, name: FileId, offset: number): NameUse | undefined {
  const file = transportTables(system).find((it) => it.file === name);
  const row = file ? file.rows.rowAt(offset) : -1;
  return file && 0 <= row ? serviceIn(file, row).find(({ at }) => contains(at, name, offset)) : undefined;
}

function serviceIn({ text, rows }: TableFile, row: number): readonly NameUse[] {
  return matches(/^([\w.-]+)(?=:)/g, text, rows.valueAt(row)).map(reference('service'));
}

function transportTables(system: Postfix): readonly TableFile[] {
  return transportMaps.flatMap((it) => tableFilesOf(system, it));
}

const transportMaps = ['transport_maps', 'sender_dependent_default_transport_maps', 'mailbox_transport_maps', 'fallback_transport_maps'];

/** Parameters whose value begins with the name of a service. Source: postconf(5) of Postfix 3.7. */
export function namesService(parameter: string): boolean {
  return /_transport$|_service_name$|^content_filter$/.test(parameter);
}

/** Lists in which the name of a class stands for what it holds. */
export function takesClasses(parameter: string): boolean {
  return /^smtpd_\w+_restrictions$|^smtpd_restriction_classes$/.test(parameter);
}

interface Found {
  readonly name: string;
  readonly at: Place;
}

/** What the first group of a pattern finds in a stretch of text. */
function matches(pattern: RegExp, text: string, { file, start, end }: Place): Found[] {
  return [...text.slice(start, end).matchAll(pattern)].map((match) => {
    const name = match[1]!;
    const from = start + match.index + match[0].lastIndexOf(name);
    return { name, at: { file, start: from, end: from + name.length } };
  });
}

function reference(kind: NameUse['kind']): (found: Found) => NameUse {
  return ({ name, at }) => ({ kind, name, role: 'reference', at });
}
