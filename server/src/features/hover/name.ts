import type { NameKind, NameUse } from '../../core/system.ts';
import { contains } from '../../core/text.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { originMarkdown } from './origin.ts';
import type { Cursor, Section } from './section.ts';

/** What a name stands for that a configuration makes itself, such as a list or a router, where that is written and who refers to it. */
export function nameAt({ view, file, offset, links }: Cursor): Section | undefined {
  const { system } = view;
  const use = system.names.find((it) => it.kind !== 'setting' && contains(it.at, file, offset)) ?? system.nameAt?.(file, offset);
  if (!use || use.kind === 'setting') return undefined;
  const same = system.names.filter((it) => it.kind === use.kind && it.name === use.name);
  const made = same.find((it) => it.role === 'definition');
  const count = same.filter((it) => it.role === 'reference').length;
  const { value } = made ?? use;
  const parts = [
    `**${escapeMarkdown(use.name)}** ${kinds[use.kind]}${value === undefined ? '' : `: ${code(value)}`}`,
    made ? capital(originMarkdown({ kind: 'written', at: made.at }, links)) : '',
    count === 0 ? (made?.isNamedElsewhere ? '' : usedByNobody[use.kind]) : `Named in ${count === 1 ? '1 place' : `${count} places`}`,
  ];
  return { at: use.at, markdown: parts.filter((it) => it !== undefined && it !== '').join('\n\n') };
}

const kinds = {
  service: 'is a service',
  router: 'is a router',
  transport: 'is a transport',
  authenticator: 'is an authenticator',
  acl: 'is a list of conditions',
  list: 'is a list',
  macro: 'is a macro',
} as const satisfies Record<Exclude<NameKind, 'setting'>, string>;

/** Services and routers are asked whether or not something names them. */
const usedByNobody: Readonly<Partial<Record<NameUse['kind'], string>>> = {
  transport: 'Nothing names it',
  acl: 'Nothing names it',
  list: 'Nothing names it',
  macro: 'Nothing names it',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
