import type { MainCf, Parameter } from '../../syntax/mainCf.ts';
import { isTemplate } from '../../syntax/template.ts';
import type { Postfix } from '../../system.ts';
import { databaseParameters } from '../../vocabulary/databases.ts';

/** A table of a database: the file that says how it is asked. */
export interface DatabaseTable {
  readonly type: string;
  readonly file: MainCf;
  /** The parameters that name the table. */
  readonly settings: ReadonlySet<string>;
}

/** Every ldap:, mysql:, pgsql: and sqlite: table whose file can be read and is no template; each file once. */
export function databaseTables({ tables, files }: Postfix): readonly DatabaseTable[] {
  const res = new Map<string, DatabaseTable & { readonly settings: Set<string> }>();
  for (const { type, file: id, setting } of tables) {
    const file = databaseParameters.has(type) ? files.find((it) => it.file === id) : undefined;
    if (!file || !isConfiguration(file) || isTemplate(file.text.replace(/%[%sudSUD1-9]/g, ''))) continue;
    const known = res.get(file.file);
    if (known) known.settings.add(setting);
    else res.set(file.file, { type, file, settings: new Set([setting]) });
  }
  return [...res.values()];
}

/** True for a table that smtpd itself opens, and does not run where its file is not as it has to be. */
export function isOpenedBySmtpd({ settings }: DatabaseTable): boolean {
  return ['virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps', 'local_recipient_maps'].some((it) => settings.has(it));
}

/** The last one counts, as in main.cf. */
export function parameterOf({ file }: DatabaseTable, name: string): Parameter | undefined {
  return file.parameters.findLast((it) => it.name.text === name);
}

/** A value as the program reads it: physical lines joined without their breaks. */
export function valueOf({ file }: DatabaseTable, { value }: Parameter): string {
  return value.map((it) => file.text.slice(it.start, it.end)).join('');
}

function isConfiguration(file: object): file is MainCf {
  return 'parameters' in file && 'fatal' in file;
}
