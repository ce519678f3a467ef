import type { NameUse, Redirection, TableUse } from '../../core/system.ts';
import { contains, type FileId, type Place } from '../../core/text.ts';
import type { SystemView } from '../../workspace/snapshot.ts';
import { isDomain } from '../domain.ts';
import { wordAt } from '../word.ts';

/** What a word stands for, so that one can go to where it is made or to where it is used. */
export type Subject =
  | { readonly kind: 'name'; readonly use: Pick<NameUse, 'kind' | 'name'> }
  | { readonly kind: 'table'; readonly table: TableUse }
  | { readonly kind: 'file'; readonly file: FileId }
  /** Someone who gets mail: an address, or the entry that stands for a whole domain. `made` where the cursor is on the line that makes it one. */
  | { readonly kind: 'recipient'; readonly address?: string; readonly entry?: Redirection; readonly made?: Place; readonly at: Place }
  | { readonly kind: 'domain'; readonly domain: string };

export interface Spot {
  readonly view: SystemView;
  readonly file: FileId;
  readonly text: string;
  readonly offset: number;
}

/** What the word at the cursor may stand for in one system, the nearest meaning first. */
export function subjectsAt(spot: Spot): readonly Subject[] {
  const { view, file, offset } = spot;
  const { system } = view;
  const here = (it: { readonly at?: Place }) => it.at !== undefined && contains(it.at, file, offset);
  const named = system.names.find(here) ?? system.nameAt?.(file, offset);
  const mentioned = system.mentions.filter(here).flatMap((it) => {
    const seen = view.seen(it);
    return seen.kind === 'file' ? [seen.file.file] : seen.kind === 'present' ? [seen.file] : [];
  });
  return [
    ...(named ? [{ kind: 'name', use: named } as const] : []),
    ...system.tables.filter(here).map((table) => ({ kind: 'table', table }) as const),
    ...recipientsAt(spot),
    ...mentioned.map((it) => ({ kind: 'file', file: it }) as const),
    ...domainsAt(spot).map((domain) => ({ kind: 'domain', domain }) as const),
  ];
}

function recipientsAt(spot: Spot): readonly Subject[] {
  const { view, file, offset } = spot;
  const { system } = view;
  const entry = system.redirectionAt(file, offset);
  const target = entry?.targets.find((it) => contains(it.at, file, offset));
  if (target?.address !== undefined) return [{ kind: 'recipient', address: target.address, at: target.at }];
  const path = target && pathIn(target.text);
  const list = path === undefined ? undefined : view.locate(path);
  if (target) return list?.kind === 'found' ? [{ kind: 'file', file: list.file }] : [];
  if (entry && contains(entry.at, file, offset)) {
    const { at, address } = entry;
    const behindAt = 0 < entry.key.indexOf('@') && entry.key.indexOf('@') < offset - at.start;
    return behindAt ? [] : [{ kind: 'recipient', entry, made: at, at, ...(address === undefined ? {} : { address }) }];
  }
  const mailbox = system.mailboxAt?.(file, offset);
  if (mailbox && contains(mailbox.at, file, offset))
    return [{ kind: 'recipient', address: mailbox.name, made: mailbox.at, at: mailbox.at }];
  const word = wordAt(spot);
  return word && /^[^@/*$]+@[^@/*$]+\.[^@/*$]+$/.test(word.text) ? [{ kind: 'recipient', address: word.text, at: word.at }] : [];
}

/** The file that a word on a right side names: a mailbox file, or a list of addresses behind `:include:`. */
export function pathIn(target: string): string | undefined {
  return /^(?::include:\s*)?(\/\S*)$/i.exec(target)?.[1];
}

/** The domain that a word is, or that stands behind its @. */
function domainsAt(spot: Spot): readonly string[] {
  const { view, file, offset } = spot;
  const { claims } = view.system;
  const listed = claims.find((it) => it.origin.kind === 'written' && contains(it.origin.at, file, offset));
  const claim = listed ?? claims.find((it) => it.at && contains(it.at, file, offset) && isDomain(it.domain));
  if (claim) return [claim.domain];
  const word = wordAt(spot);
  const domain = word?.text
    .slice(word.text.lastIndexOf('@') + 1)
    .replace(/^[!.]+/, '')
    .toLowerCase();
  return domain !== undefined && isDomain(domain) ? [domain] : [];
}
