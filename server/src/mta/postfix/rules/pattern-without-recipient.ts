import type { Rule } from '../../../core/rule.ts';
import { domainClass } from '../routing/class.ts';
import { splitTransport } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { patternSamples } from './shared/patternSamples.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const patternWithoutRecipient: Rule<Postfix> = {
  id: 'postfix/pattern-without-recipient',
  severity: 'warning',
  summary: 'A pattern gives a transport to addresses that are in no table of recipients',
  source: 'smtpd/smtpd_check.c, check_rcpt_maps(); transport(5); asked of Postfix 3.7: 550 5.1.1',
  why: `
transport_maps say where a message goes, not who exists. Mailman 3, for one, writes a table of patterns that has to stand in transport_maps and in
local_recipient_maps or relay_recipient_maps as well; without the second the lists get \`550 5.1.1 User unknown in local recipient table\`.
One address that the pattern matches is asked about.`,
  examples: [
    {
      title: 'Mailing lists with a transport only',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
transport_maps = regexp:/etc/postfix/lists
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/lists --
/^dev(-(bounces|join|owner))?@example\\.com$/ lmtp:[127.0.0.1]:8024
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dev@example.com has a transport here and is in no table of recipients, so it is refused as an unknown user
`,
    },
    {
      title: 'Lists that both parameters name, a whole domain, and addresses that are refused on purpose',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
transport_maps = regexp:/etc/postfix/lists, regexp:/etc/postfix/more
local_recipient_maps = unix:passwd.byname $alias_maps regexp:/etc/postfix/lists
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/lists --
/^dev(-(bounces|join|owner))?@example\\.com$/ lmtp:[127.0.0.1]:8024
-- /etc/postfix/more --
/^gone-[0-9]+@example\\.com$/ error:5.1.6 moved away
/@example\\.com$/ local:
`,
    },
  ],

  *check(system) {
    for (const { local, domain, result, at } of patternSamples(system, 'transport_maps')) {
      if (/^(error|retry|discard)$/.test(splitTransport(result).transport) || domainClass(system, domain).kind !== 'class') continue;
      if (!isRefusedAsUnknown(system, { local, domain })) continue;
      yield {
        at,
        message: `${local}@${domain} has a transport here and is in no table of recipients, so it is refused as an unknown user`,
      };
    }
  },
};
