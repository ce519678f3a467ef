import { distance } from 'fastest-levenshtein';
import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { isHostname } from '../routing/address.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const misspelledDomain: Rule<Postfix> = {
  id: 'postfix/misspelled-domain',
  severity: 'warning',
  summary: 'The domain of an entry is almost one of this host',
  source: 'virtual(5), "TABLE SEARCH ORDER"; asked of Postfix 3.7: 550 5.1.1 for the address that was meant',
  why: `
A table may have addresses of any domain, so that nobody complains about \`info@exmaple.com\`. The entry does nothing for example.com, and the address
that was meant gets \`550 5.1.1 User unknown\` where nothing else knows it. Only entries are looked at whose address would be unknown
in the domain that they resemble.`,
  examples: [
    {
      title: 'Two letters swapped',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = gate.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay_recipients --
alice@example.net OK
-- /etc/postfix/virtual --
info@exmaple.net alice@example.net
     ^^^^^^^^^^^ exmaple.net is no domain of this host but example.net is, and info@example.net is refused as an unknown user
`,
      fixed: `
info@example.net alice@example.net
`,
    },
    {
      title: 'Another domain, and an address that is known in both',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = gate.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay_recipients --
alice@example.net OK
-- /etc/postfix/virtual --
info@example.org alice@example.net
alice@exmaple.net alice@example.net
`,
    },
  ],

  *check(system) {
    const near = new Map<string, string | undefined>();
    for (const list of ['virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps', 'recipient_canonical_maps']) {
      for (const { local, domain, key, at } of addressKeys(system, list)) {
        if (!near.has(domain)) near.set(domain, almost(system, domain));
        const meant = near.get(domain);
        if (meant === undefined || local === '' || !isRefusedAsUnknown(system, { local, domain: meant })) continue;
        const place = { ...at, start: at.start + key.length - domain.length };
        yield {
          at: place,
          message: `${domain} is no domain of this host but ${meant} is, and ${local}@${meant} is refused as an unknown user`,
          fixes: [{ title: `Change it to ${meant}`, edits: [replaceWord(place, meant)] }],
        };
      }
    }
  },
};

/** Names of hosts differ in a digit on purpose, and shorter words in any letter. */
const SHORTEST = 4;
const MOST_DOMAINS = 1000;

/** The domain of this host that differs from one of nobody here in one letter, or in two that changed places. */
function almost(system: Postfix, domain: string): string | undefined {
  if (!isHostname(domain) || domainClass(system, domain).kind !== 'elsewhere') return undefined;
  const [, name = '', end] = /^(.*)(\.[^.]+)$/.exec(domain) ?? [];
  if (name.length < SHORTEST - 1) return undefined;
  for (const claim of system.claims.slice(0, MOST_DOMAINS)) {
    const [, other = '', otherEnd] = /^(.*)(\.[^.]+)$/.exec(claim.domain) ?? [];
    if (end !== otherEnd || other.length < SHORTEST || name.replace(/\d/g, '') === other.replace(/\d/g, '')) continue;
    const edits = distance(name, other);
    if (edits === 1 || (edits === 2 && [...name].sort().join('') === [...other].sort().join(''))) return claim.domain;
  }
  return undefined;
}
