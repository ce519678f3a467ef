import type { Origin } from '../../../core/fact.ts';
import type { AddressClass, ClassOf } from '../../../core/system.ts';
import { parseIp } from '../../../formats/network.ts';
import { CLASS_LISTS, type ClassList } from '../classes.ts';
import { type Membership, membership } from '../domainList.ts';
import type { Postfix } from '../system.ts';

export type DomainClass =
  | { readonly kind: 'class'; readonly class: AddressClass; readonly setting: ClassList; readonly because: Origin }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string }
  | { readonly kind: 'broken'; readonly why: string };

/** The address class of a recipient's domain: the four lists in the order of resolve_addr(), the first that holds it decides. */
export function domainClass(system: Postfix, domain: string): DomainClass {
  const known = system.domainClasses.get(domain);
  if (known) return known;
  const found = askLists(system, domain);
  if (MOST_REMEMBERED <= system.domainClasses.size) system.domainClasses.clear();
  system.domainClasses.set(domain, found);
  return found;
}

const MOST_REMEMBERED = 10_000;

function askLists(system: Postfix, domain: string): DomainClass {
  for (const setting of Object.keys(CLASS_LISTS) as ClassList[]) {
    const found = memberOf(system, setting, domain);
    // An address in brackets may stand in any list; behind mydestination comes the question whose address it is.
    const own = found.kind === 'out' && setting === 'mydestination' && domain.startsWith('[') ? literalClass(system, domain) : undefined;
    if (own && own.kind !== 'elsewhere') return own;
    if (found.kind === 'out') continue;
    if (found.kind !== 'in') return found;
    return { kind: 'class', class: CLASS_LISTS[setting], setting, because: found.at ? { kind: 'written', at: found.at } : found.origin };
  }
  return { kind: 'elsewhere' };
}

/** As the rest of the program asks it. A list that cannot be looked at leaves the answer open. */
export function classOfDomain(system: Postfix, domain: string): ClassOf {
  const found = domainClass(system, domain);
  return found.kind === 'broken' ? { kind: 'unknown', why: found.why } : found;
}

export function memberOf(system: Postfix, setting: ClassList, domain: string): Membership {
  return membership(system.domainLists[setting], domain, setting === 'relay_domains' ? parentsOf(system, 'relay_domains') : 'none');
}

/** Whether a name in a list stands for its subdomains too: parent_domain_matches_subdomains, else a leading dot says so. */
export function parentsOf(system: Postfix, feature: string): 'names' | 'dotted' {
  return system.parameters
    .text('parent_domain_matches_subdomains')
    .split(/[\s,]+/)
    .includes(feature)
    ? 'names'
    : 'dotted';
}

/** `user@[192.0.2.1]` is local where the address is this host's. Files tell only some of them. */
function literalClass(system: Postfix, domain: string): DomainClass {
  const { parameters } = system;
  const address = domain.replace(/^\[(ipv6:)?|\]$/gi, '');
  const bytes = parseIp(address);
  if (!bytes) return { kind: 'elsewhere' };
  const isLoopback = LOOPBACK.some((it) => same(it, bytes));
  const words = (name: string) => parameters.words(name).map((it) => it.text.toLowerCase().replace(/^\[|\]$/g, ''));
  const interfaces = words('inet_interfaces');
  const listed = [...interfaces, ...words('proxy_interfaces')].some((it) => same(parseIp(it), bytes));
  if (listed || (isLoopback && interfaces.some((it) => /^(all|loopback-only|localhost)$/.test(it))))
    return { kind: 'class', class: 'local', setting: 'mydestination', because: { kind: 'default', setting: 'inet_interfaces' } };
  const isOfLoopback = isLoopback || (bytes.length === 4 && bytes[0] === 127);
  const mayBeOwn = interfaces.some((it) => isName(it) || (it === 'all' && !isOfLoopback));
  if (!mayBeOwn) return { kind: 'elsewhere' };
  return { kind: 'unknown', why: `the addresses of this host stand in no file, so ${domain} may be one of them`, ask: 'ip address' };
}

/** The addresses of the loopback interface: the others of 127.0.0.0/8 belong to none. Asked of Postfix 3.7. */
const LOOPBACK = [parseIp('127.0.0.1')!, parseIp('::1')!];

/** A host in inet_interfaces, whose addresses the DNS tells. */
function isName(word: string): boolean {
  return parseIp(word) === undefined && !/^(all|loopback-only|localhost)$/.test(word);
}

function same(left: readonly number[] | undefined, right: readonly number[]): boolean {
  return left?.length === right.length && left.every((it, i) => it === right[i]);
}
