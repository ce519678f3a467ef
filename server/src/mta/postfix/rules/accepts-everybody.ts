import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { AddressClass } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import { type Explanation, STRANGER } from '../../../core/trace.ts';
import { isHostname } from '../routing/address.ts';
import { domainClass } from '../routing/class.ts';
import { explain } from '../routing/index.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { addToList } from './shared/lists.ts';
import { listensToStrangers, NOBODY } from './shared/refused.ts';
import { removeParameter } from './shared/setting.ts';

export const acceptsEverybody: Rule<Postfix> = {
  id: 'postfix/accepts-everybody',
  severity: 'info',
  summary: 'Mail for users that do not exist is accepted, and a bounce follows',
  source: 'ADDRESS_CLASS_README; LOCAL_RECIPIENT_README; ADDRESS_VERIFICATION_README; virtual(5), @domain; asked of Postfix 3.7',
  why: `
An empty local_recipient_maps, relay_recipient_maps or virtual_mailbox_maps, and an entry for a whole domain, make every
name of the domain acceptable. What nobody is turns out after the queue only, and this host has to tell a sender whose
address may be forged. A probe with RCPT TO sees no difference between users and others. It is information: a backup mail
server often has no list. Nothing is said where the mail of unknown users arrives somewhere, where
reject_unverified_recipient asks the next host, and of listeners behind a content filter, which are right to ask nobody.`,
  examples: [
    {
      title: 'A relay without a list of users',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mx.example.com
relay_domains = example.net, example.org
                ^^^^^^^^^^^^^^^^^^^^^^^^ relay_recipient_maps is empty, so every name in example.net and 1 more is accepted, and the next host is the first to refuse it
`,
      fixed: `
compatibility_level = 3.6
myhostname = mx.example.com
relay_domains = example.net, example.org
smtpd_recipient_restrictions = reject_unverified_recipient
`,
    },
    {
      title: 'No list of local users',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps =
^^^^^^^^^^^^^^^^^^^^^^ local_recipient_maps is empty, so every name in mail.example.com is accepted, and mail for unknown users bounces later
mydestination = mail.example.com
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = mail.example.com
`,
    },
    {
      title: 'An entry that stands for a whole domain, and leads to one with users of its own',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
@example.org @mail.example.com
^^^^^^^^^^^^ this entry stands for all of example.org, so every name in example.org is accepted, and mail for unknown users bounces later
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A catch-all that delivers, a list of users, and a listener for the content filter',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/master.cf --
smtp inet n - y - - smtpd
127.0.0.1:10025 inet n - y - - smtpd -o local_recipient_maps= -o relay_recipient_maps=
cleanup unix n - y - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - y - - trivial-rewrite
bounce unix - - y - 0 bounce
defer unix - - y - 0 bounce
local unix - n n - - local
smtp unix - - y - - smtp
relay unix - - y - - smtp
error unix - - y - - error
retry unix - - y - - error
proxymap unix - - n - - proxymap
anvil unix - - y - 1 anvil
scache unix - - y - 1 scache
-- /etc/postfix/relay --
anna@example.net OK
-- /etc/postfix/virtual --
@example.org root
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A backup mail server that asks the next host',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mx2.example.com
relay_domains = example.net
smtpd_recipient_restrictions = reject_unverified_recipient
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text) || !listensToStrangers(system)) return;
    // Without this nobody asks any list, which is a rule of its own; a proxy in front of the queue may refuse what smtpd accepts.
    if (!system.smtpd.isYes('smtpd_reject_unlisted_recipient') || system.smtpd.text('smtpd_proxy_filter') !== '') return;
    const found = new Map<string, Opening>();
    const asked = new Set<string>();
    for (const { domain, class: claimed } of system.claims) {
      if (MOST_DOMAINS < asked.size) break;
      if (asked.has(domain) || !isHostname(domain) || domain.endsWith('localhost') || domain.startsWith('localhost.')) continue;
      asked.add(domain);
      const of = domainClass(system, domain);
      const opening = of.kind === 'class' && of.class === claimed ? openingOf(system, domain, claimed) : undefined;
      if (!opening) continue;
      const key = `${opening.at.file} ${opening.at.start}`;
      const known = found.get(key);
      if (known) known.domains.push(domain);
      else found.set(key, opening);
    }
    for (const opening of found.values()) yield findingOf(system, opening);
  },
};

/** Each is asked about, and a table of hosted domains may be long. */
const MOST_DOMAINS = 1000;

/** What lets every name of some domains in. */
interface Opening {
  readonly at: Place;
  readonly because: string;
  readonly domains: string[];
  /** Whether this host itself finds out that nobody has the name. */
  readonly bounces: boolean;
  /** The list that is empty, where that is the cause. */
  readonly emptyList: string | undefined;
}

const LISTS = {
  local: { maps: 'local_recipient_maps', domains: 'mydestination' },
  'virtual-alias': undefined,
  'virtual-mailbox': { maps: 'virtual_mailbox_maps', domains: 'virtual_mailbox_domains' },
  relay: { maps: 'relay_recipient_maps', domains: 'relay_domains' },
} as const satisfies Record<AddressClass, unknown>;

function openingOf(system: Postfix, domain: string, claimed: AddressClass): Opening | undefined {
  const explanation = explain(system, `${NOBODY}@${domain}`, STRANGER);
  if (explanation.rcpt.verdict !== 'accepted') return undefined;
  const { deliveries } = explanation;
  const bounces = 0 < deliveries.length && deliveries.every((it) => it.outcome === 'bounced' && it.enhanced === '5.1.1');
  if (!bounces && !isLeftToNextHost(claimed, explanation)) return undefined;
  const list = LISTS[claimed];
  const cause = { domains: [domain], bounces };
  if (list && system.smtpd.text(list.maps) === '') {
    const at = system.smtpd.assignment(list.maps)?.at ?? system.parameters.assignment(list.domains)?.valueAt;
    return at && { ...cause, at, because: `${list.maps} is empty`, emptyList: list.maps };
  }
  const entry = explanation.steps.find((it) => it.part === undefined && it.verdict === 'accepted');
  if (entry?.because.kind !== 'written') return undefined;
  // In a domain with mailboxes that is a rule of its own, and a catch-all mailbox behind LMTP is meant.
  if (entry.stage === 'virtual_alias_maps' && claimed !== 'virtual-alias') return undefined;
  if (claimed === 'virtual-mailbox' && !bounces) return undefined;
  const { at } = entry.because;
  // A table such as static: stands in the parameter itself.
  if (at.file === system.root) return { ...cause, at, because: 'this table has every key', emptyList: undefined };
  return { ...cause, at: keyIn(system, at), because: `this entry stands for all of ${domain}`, emptyList: undefined };
}

/** Behind a relay, and behind what takes over virtual mailboxes, other programs know the users. */
function isLeftToNextHost(claimed: AddressClass, { deliveries }: Explanation): boolean {
  const isHandedOn = claimed === 'relay' || claimed === 'virtual-mailbox';
  return isHandedOn && deliveries.every((it) => it.recipient.startsWith(`${NOBODY}@`) && /^(forwarded|unknown)$/.test(it.outcome));
}

/** The key of the entry that stands at a place. */
function keyIn(system: Postfix, at: Place): Place {
  const key = /^\S+/.exec(system.textOf(at.file).slice(at.start, at.end))?.[0] ?? '';
  return { ...at, end: at.start + key.length };
}

function findingOf(system: Postfix, opening: Opening): Finding {
  const { at, because, domains, bounces } = opening;
  const where = `${domains[0]}${domains.length === 1 ? '' : ` and ${domains.length - 1} more`}`;
  const later = bounces ? 'mail for unknown users bounces later' : 'the next host is the first to refuse it';
  return { at, message: `${because}, so every name in ${where} is accepted, and ${later}`, fixes: fixesOf(system, opening) };
}

function fixesOf(system: Postfix, { emptyList, bounces }: Opening): Fix[] {
  const isWritten = emptyList !== undefined && system.mainCf.parameters.some((it) => it.name.text === emptyList);
  if (emptyList === 'local_recipient_maps') return isWritten ? removeParameter(system, emptyList) : [];
  return bounces ? [] : [verification(system)];
}

/** Whatever stands behind a permit is never evaluated. */
function verification(system: Postfix): Fix {
  const restrictions = 'smtpd_recipient_restrictions';
  const last = system.parameters.words(restrictions).findLast((it) => it.text === 'permit');
  const fix = addToList(system, restrictions, 'reject_unverified_recipient', 'relay_domains');
  return last?.at ? { ...fix, edits: [replaceWord(last.at, 'reject_unverified_recipient, permit')] } : fix;
}
