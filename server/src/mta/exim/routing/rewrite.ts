import { expand, expandedText } from '../expand/expand.ts';
import type { Values } from '../expand/variables.ts';
import { matchAddress } from '../lists/match.ts';
import type { RewriteRule } from '../syntax/blocks.ts';
import { type Address, qualified, textOf } from './address.ts';
import { addressValues, type Context, scopeOf, valueOf } from './context.ts';

/** Rewriting of a recipient, at verification and at delivery alike. Source: rewrite_one() of rewrite.c. */
export function rewritten(address: Address, context: Context): Address {
  let res = address;
  for (const rule of context.system.configuration.rewrite) {
    if (!isForRecipients(rule)) continue;
    const scope = scopeOf(context, valuesOf(res));
    const match = matchAddress(rule.pattern, textOf(res), scope, { caseful: true });
    if (match.kind !== 'yes') continue;
    const groups = groupsOf(expandedText(rule.pattern, scope) ?? rule.pattern.text, res);
    const expansion = expand(rule.replacement, scopeOf(context, { ...valuesOf(res), ...groups }));
    const text = expansion.kind === 'value' ? expansion.value.text.trim() : '*';
    const isTrusted = expansion.kind === 'value' && !expansion.tainted;
    // A lone star leaves the address as it is, and ends the rewriting only where the flag q says so.
    const found = text === '*' ? undefined : qualified(text, context.system, { isTrusted });
    if (found && !('why' in found)) res = found;
    if (rule.flags.includes('q')) break;
  }
  return res;
}

/** Here letters are as they were written. */
function valuesOf(address: Address): Values {
  return { ...addressValues(address), local_part: valueOf(address, address.localPart) };
}

/** Without flags a rule is for everything; T is the envelope's recipient, E both envelope addresses, S what a client writes before it is read. */
function isForRecipients({ flags }: RewriteRule): boolean {
  const places = flags.replace(/[qwR]/g, '');
  return places === '' || /[TE]/.test(places);
}

/** $1 and so on: what the wild part of the pattern stands for. */
function groupsOf(pattern: string, address: Address): Values {
  const { localPart, domain } = address;
  return Object.fromEntries(wildParts(pattern, localPart, domain).map((it, i) => [String(i), valueOf(address, it)]));
}

function wildParts(pattern: string, localPart: string, domain: string): readonly string[] {
  if (pattern.startsWith('^')) {
    try {
      const match = new RegExp(pattern, 'i').exec(`${localPart}@${domain}`);
      return [...(match ?? [])].map((it) => it ?? '');
    } catch {
      return [];
    }
  }
  const [local = '', host = ''] = pattern.split('@');
  const values: string[] = [`${localPart}@${domain}`];
  if (local.startsWith('*')) values.push(localPart.slice(0, localPart.length - (local.length - 1)));
  if (host.startsWith('*')) values.push(domain.slice(0, domain.length - (host.length - 1)));
  return values;
}
