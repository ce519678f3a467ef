import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { restrictionsIn } from './shared/restrictions.ts';

export const verificationCached: Rule<Postfix> = {
  id: 'postfix/verification-cached',
  severity: 'hint',
  summary: 'Answers about recipients are kept, so a new address stays refused for a while',
  source: 'postconf(5), address_verify_negative_refresh_time; verify(8); lifetimes asked of Postfix 3.7',
  why: `
reject_unverified_recipient asks the next host for each address and keeps the answer in address_verify_map. That an address
does not exist is believed until address_verify_negative_refresh_time has passed, whatever was mended meanwhile, also across
a reload. To forget everything at once, stop Postfix, remove the file of address_verify_map and start it again.`,
  examples: [
    {
      title: 'A gateway that asks the mail store',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mx.example.com
relay_domains = example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unverified_recipient
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ that an address does not exist is believed for 3h after it was asked, so a new one stays refused
`,
    },
    {
      title: 'Without a memory for failures',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mx.example.com
relay_domains = example.com
address_verify_negative_cache = no
smtpd_recipient_restrictions = permit_mynetworks, reject_unverified_recipient
`,
    },
  ],

  *check(system) {
    const { parameters } = system;
    if (parameters.text('address_verify_map') === '' || !parameters.isYes('address_verify_negative_cache')) return;
    const time = parameters.text('address_verify_negative_refresh_time');
    for (const { name, at } of restrictionsIn(system)) {
      if (name !== 'reject_unverified_recipient') continue;
      yield { at, message: `that an address does not exist is believed for ${time} after it was asked, so a new one stays refused` };
    }
  },
};
