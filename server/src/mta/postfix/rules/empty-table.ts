import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';

export const emptyTable: Rule<Postfix> = {
  id: 'postfix/empty-table',
  severity: 'warning',
  summary: 'A table of recipients has no entry',
  source: 'ADDRESS_CLASS_README; asked of Postfix 3.7: 550 5.1.1 for every address of the domain',
  why: `
An empty list, such as \`relay_recipient_maps =\`, takes everybody; an empty table takes nobody. That is what a failed export leaves behind: every
address of the domain gets \`550 5.1.1 User unknown\`. Where other tables have the addresses of each domain, or where only virtual aliases
are empty, as in a file that a package brings, this is a notice.`,
  examples: [
    {
      title: 'An export that failed',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /etc/postfix/relay_recipients has no entry, so everybody in example.net is refused as an unknown user
-- /etc/postfix/relay_recipients --
# exported by cron
`,
    },
    {
      title: 'One of two tables',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox, hash:/etc/postfix/more
                                                   ^^^^^^^^^^^^^^^^^^^^^^ /etc/postfix/more has no entry, so nothing is found in it
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/postfix/more --
`,
    },
    {
      title: 'Tables with entries, and empty ones of other use',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/relay_recipients --
@example.net OK
-- /etc/postfix/transport --
# nothing yet
`,
    },
  ],

  *check(system) {
    for (const [parameter, setting] of Object.entries(DOMAINS)) {
      for (const { ref, file, state } of system.mapsOf(parameter).tables) {
        if (!file || 0 < file.rows.count || !ref.item.at || state === 'absent' || ref.type === 'unix') continue;
        const empty = system.claims.find((it) => it.setting === setting && isWithoutAnybody(system, it.domain));
        yield empty
          ? { at: ref.item.at, message: `${ref.name} has no entry, so everybody in ${empty.domain} is refused as an unknown user` }
          : { at: ref.item.at, message: `${ref.name} has no entry, so nothing is found in it`, severity: 'info' };
      }
    }
  },
};

/** The tables of recipients, and the list of the domains that they are for. */
const DOMAINS = {
  virtual_alias_maps: 'virtual_alias_domains',
  virtual_mailbox_maps: 'virtual_mailbox_domains',
  relay_recipient_maps: 'relay_domains',
} as const;

function isWithoutAnybody(system: Postfix, domain: string): boolean {
  if (!isRefusedAsUnknown(system, { local: NOBODY, domain })) return false;
  for (const parameter of Object.keys(DOMAINS)) for (const key of addressKeys(system, parameter)) if (key.domain === domain) return false;
  return true;
}
