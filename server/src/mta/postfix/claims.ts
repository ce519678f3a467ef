import type { DomainClaim } from '../../core/system.ts';
import { CLASS_LISTS, type ClassList } from './classes.ts';
import type { DomainList } from './domainList.ts';

/** Every domain that a list names, in the order in which Postfix asks the lists. */
export function claimsOf(lists: Readonly<Record<ClassList, DomainList>>): DomainClaim[] {
  return (Object.keys(CLASS_LISTS) as ClassList[]).flatMap((setting) => {
    const rejected = new Set<string>();
    const res: DomainClaim[] = [];
    const claim = (domain: string, at: DomainClaim['at'], origin: DomainClaim['origin']) => {
      if (!rejected.has(domain)) res.push({ domain, class: CLASS_LISTS[setting], setting, origin, ...(at && { at }) });
    };
    for (const element of lists[setting].elements) {
      if (element.kind === 'name' && element.negated) rejected.add(element.text);
      else if (element.kind === 'name') claim(element.text, element.at, element.origin);
      else if (element.kind === 'table' && element.table.file && !element.negated) {
        const { rows } = element.table.file;
        for (let row = 0; row < rows.count; row++) {
          const key = rows.key(row);
          if (!key.includes('@')) claim(key.toLowerCase(), element.at, { kind: 'written', at: rows.keyAt(row) });
        }
      }
    }
    return res;
  });
}
