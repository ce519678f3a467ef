import { contains } from '../../core/text.ts';
import { decidingStep, type Explanation, type Step } from '../../core/trace.ts';
import { aliasTables } from './aliasTables.ts';
import { textOf } from './routing/address.ts';
import { parseAddress } from './routing/parseAddress.ts';
import type { Exim } from './system.ts';

/** Tables of whole addresses that have one which was refused all the same: the ACL or another router decides before they are asked. */
export function unasked(system: Exim, { address, rcpt, steps }: Explanation): readonly Step[] {
  const parsed = rcpt.verdict === 'rejected' && !system.flaw ? parseAddress(`<${address}>`, true) : undefined;
  if (!parsed || 'why' in parsed || parsed.domain === undefined) return [];
  const wanted = textOf({ localPart: parsed.localPart, domain: parsed.domain.toLowerCase() });
  const below = decidingStep(steps);
  return aliasTables(system).flatMap(({ router, by, file: { rows } }): readonly Step[] => {
    const row = by === 'address' ? rows.find(wanted) : -1;
    if (row < 0) return [];
    const at = rows.at(row);
    // Where a step stands in the entry, it was asked.
    if (steps.some(({ because }) => because.kind === 'written' && contains(at, because.at.file, because.at.start))) return [];
    const decides = steps[below];
    const says = `${wanted} has an entry here, but ${decides?.stage ?? 'Exim'} refuses it before ${router.name.text} is asked`;
    const because = { kind: 'written', at } as const;
    return [{ stage: router.name.text, verdict: 'passed', says, because, brief: rows.key(row), ...(below < 0 ? {} : { below }) }];
  });
}
