import type { Origin } from '../../../core/fact.ts';
import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import { splitSourced } from '../expand/splitList.ts';
import { truth } from '../expand/truth.ts';
import type { Values } from '../expand/variables.ts';
import { type Match, matchAddress, matchDomain, matchLocalPart } from '../lists/match.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Address } from './address.ts';
import { type Context, SENDER } from './context.ts';
import { blame, isOn, settings, valueOf } from './settings.ts';

/** Whether a router looks at an address at all. */
export type Admission =
  /** `values` are what its conditions have found, such as $domain_data. */
  | { readonly kind: 'admitted'; readonly values: Values }
  | { readonly kind: 'skipped'; readonly why: string; readonly because: Origin }
  | { readonly kind: 'deferred' | 'died'; readonly why: string; readonly because: Origin }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly because: Origin };

/** In the order of check_router_conditions() of route.c. `scopeWith` is the scope with more variables set. */
export function admission(router: Driver, address: Address, context: Context, scopeWith: (values: Values) => Scope): Admission {
  const views = skippedInView(router, context);
  if (views) return views;
  const values: Record<string, Values[string]> = {};
  const caseful = isOn(router, 'caseful_local_part', false);
  for (const test of [domains, localParts, localUser, senders, files, conditions]) {
    const res = test();
    if (res) return res;
  }
  return { kind: 'admitted', values };

  function domains(): Admission | undefined {
    const list = valueOf(router, 'domains');
    if (!list) return undefined;
    const match = matchDomain(list, address.domain, scopeWith(values));
    if (match.kind === 'yes') keep('domain_data', match.data);
    return refusalOf(match, 'domains', `${address.domain} is not in its domains`);
  }
  function localParts(): Admission | undefined {
    const list = valueOf(router, 'local_parts');
    if (!list) return undefined;
    const match = matchLocalPart(list, address.localPart, scopeWith(values), { caseful });
    if (match.kind === 'yes') keep('local_part_data', match.data);
    return refusalOf(match, 'local_parts', `${address.localPart} is not in its local_parts`);
  }
  function localUser(): Admission | undefined {
    if (!isOn(router, 'check_local_user', false)) return undefined;
    const name = caseful ? address.localPart : address.localPart.toLowerCase();
    const user = context.system.user(name);
    const because = blame(router, 'check_local_user');
    if (user.kind === 'unknown') return { ...user, because };
    if (user.kind === 'none') return { kind: 'skipped', why: `there is no user ${name}`, because };
    values['local_part_data'] = name;
    if (user.home !== undefined) values['home'] = user.home;
    if (user.uid !== undefined) values['local_user_uid'] = user.uid;
    if (user.gid !== undefined) values['local_user_gid'] = user.gid;
    return undefined;
  }
  function senders(): Admission | undefined {
    const list = valueOf(router, 'senders');
    if (!list) return undefined;
    const match = matchAddress(list, SENDER, scopeWith(values));
    const because = blame(router, 'senders');
    // A rule asks about everybody who may write, an explanation about a stranger.
    const isAny = /^\s*\*?\s*$/.test(list.text);
    if (isAny || context.isStranger) return refusalOf(match, 'senders', `${SENDER} is not in its senders`);
    return { kind: 'unknown', why: `${router.name.text} depends on the sender`, ask: 'exim -f SENDER -bt ADDRESS', because };
  }
  function files(): Admission | undefined {
    const list = valueOf(router, 'require_files');
    if (!list) return undefined;
    const because = blame(router, 'require_files');
    for (const item of splitSourced(list)) {
      const expansion = expand(item, scopeWith(values));
      if (expansion.kind === 'forced-fail') continue;
      if (expansion.kind === 'error') return { kind: 'deferred', why: expansion.why, because };
      if (expansion.kind === 'unknown') return { ...expansion, because };
      const res = file(expansion.value.text, because);
      if (res) return res;
    }
    return undefined;
  }
  /** Source: check_files() of route.c. */
  function file(text: string, because: Origin): Admission | undefined {
    if (text === '') return undefined;
    if (!text.includes('/')) {
      const [name = ''] = text.split(',');
      const isMissing = !/^\d+$/.test(name) && context.system.user(name).kind === 'none';
      return isMissing ? { kind: 'deferred', why: `there is no user ${name} for require_files`, because } : undefined;
    }
    const [, sign, path = ''] = /^(?:\+\s*)?(!?)\s*(.*)$/s.exec(text) ?? [];
    if (!path.startsWith('/')) return { kind: 'deferred', why: `"${path}" in require_files is no absolute path`, because };
    const found = context.system.lookups.exists(path);
    if (found === 'unknown') return { kind: 'unknown', why: `whether ${path} exists is not in the files`, ask: `ls -d ${path}`, because };
    if ((found === 'yes') === (sign === '')) return undefined;
    return { kind: 'skipped', why: sign === '' ? `there is no file ${path}` : `${path} exists`, because };
  }
  function conditions(): Admission | undefined {
    for (const { value, at } of settings(router, 'condition')) {
      const because: Origin = { kind: 'written', at };
      const expansion = expand(value, scopeWith(values));
      if (expansion.kind === 'unknown') return { ...expansion, because };
      if (expansion.kind === 'error' && expansion.dies) return { kind: 'died', why: expansion.why, because };
      // A string that cannot be expanded is false, unless that is for the time being.
      if (expansion.kind === 'error' && expansion.temporary) return { kind: 'deferred', why: expansion.why, because };
      const isTrue = expansion.kind === 'value' && truth(expansion.value.text, true) === true;
      if (!isTrue) return { kind: 'skipped', why: 'its condition is false', because };
    }
    return undefined;
  }
  function keep(name: string, data: string | undefined): void {
    if (data !== undefined) values[name] = data;
  }
  function refusalOf(match: Match, option: string, why: string): Admission | undefined {
    const because = blame(router, option);
    switch (match.kind) {
      case 'yes':
        return undefined;
      case 'no':
        return { kind: 'skipped', why, because: match.item?.origin ?? because };
      case 'defer':
        return { kind: 'deferred', why: match.why, because };
      case 'panic':
        return { kind: 'died', why: match.why, because };
      case 'unknown':
        return { kind: 'unknown', why: match.why, ask: match.ask, because };
      default:
        return match satisfies never;
    }
  }
}

/** Routers that only deliver, or only verify. */
function skippedInView(router: Driver, { view }: Context): Admission | undefined {
  if (view === 'deliver' && isOn(router, 'verify_only', false))
    return { kind: 'skipped', why: 'it is for verification only', because: blame(router, 'verify_only') };
  if (view === 'deliver') return undefined;
  const own = view === 'verify' ? 'verify_recipient' : 'verify_sender';
  if (isOn(router, own, isOn(router, 'verify', true))) return undefined;
  return {
    kind: 'skipped',
    why: 'it takes no part in verification',
    because: blame(router, isOn(router, 'verify', true) ? own : 'verify'),
  };
}
