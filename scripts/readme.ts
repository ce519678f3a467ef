// Writes the tables of README.md: node scripts/readme.ts --write. Without the word it only says whether they are as the code is.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rulesManual } from '../server/src/features/ruleManual.ts';
import { mtas } from '../server/src/mta/index.ts';

const checkout = path.resolve(import.meta.dirname, '..');

/** What the tables are made from, as the manifest has it. */
export interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly default?: unknown;
  readonly markdownDescription: string;
}

/** The README with each table between its markers. Throws where a marker is missing: then the table would be too. */
export function withTables(readme: string, manifest: Manifest): string {
  const tables = { commands: commandTable(manifest), settings: settingTable(manifest), rules: ruleTable() };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const between = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!between.test(text)) throw new Error(`README.md has no place for a table: <!-- ${name} --> and <!-- /${name} --> are missing`);
    return text.replace(between, (_, start: string, end: string) => `${start}\n\n${table}\n\n${end}`);
  }, readme);
}

/** The commands that only other parts call, not a person. */
export function hiddenCommands({ contributes }: Manifest): readonly string[] {
  return contributes.menus.commandPalette.filter((it) => it.when === 'false').map((it) => it.command);
}

/** What a command does says the comment at its code, behind its title. */
function commandTable(manifest: Manifest): string {
  const hidden = hiddenCommands(manifest);
  const shown = manifest.contributes.commands.filter((it) => !hidden.includes(it.command));
  const rows = shown.map(({ command, title, category }) => [`**${category}: ${title}**`, `\`${command}\``, whatItDoes(command, title)]);
  return table(['Command', 'Id', 'Does'], rows);
}

function whatItDoes(command: string, title: string): string {
  const name = command.slice(command.indexOf('.') + 1);
  const code = readFileSync(path.join(checkout, 'client/src/commands', `${name}.ts`), 'utf8');
  const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport const ${name}\\b`).exec(code)?.[1] ?? '';
  const words = comment.replace(/\s+(?:\* )?/g, ' ').trim();
  if (!words.startsWith(`${title}: `)) throw new Error(`the comment at ${command} does not begin with its title, "${title}: "`);
  const does = words.slice(title.length + 2);
  return does.charAt(0).toUpperCase() + does.slice(1);
}

function settingTable({ contributes }: Manifest): string {
  const rows = Object.entries(contributes.configuration.properties).map(([name, it]) => [
    `\`${name}\``,
    isEmpty(it.default) ? '' : `\`${JSON.stringify(it.default)}\``,
    it.markdownDescription,
  ]);
  return table(['Setting', 'Default', 'Says'], rows);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** The table at the head of RULES.md, with links that lead there. */
function ruleTable(): string {
  const rules = rulesManual(mtas)
    .split('\n\n')
    .find((it) => it.startsWith('| Rule |'));
  return (rules ?? '').replaceAll('](#', '](RULES.md#');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((it) => it.replaceAll('|', '\\|')))];
  return lines.map((it) => `| ${it.join(' | ')} |`).join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const file = path.join(checkout, 'README.md');
  const written = readFileSync(file, 'utf8');
  const current = withTables(written, JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as Manifest);
  if (process.argv.includes('--write')) writeFileSync(file, current);
  else if (current !== written) {
    console.error('The tables of README.md are not as the code is; "node scripts/readme.ts --write" writes them.');
    process.exitCode = 1;
  }
}
