import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';

export const addressMappingsOff: Rule<Postfix> = {
  id: 'postfix/address-mappings-off',
  severity: 'warning',
  summary: 'Rewriting of addresses is off where no content filter gives the mail back',
  source: 'postconf(5), receive_override_options; asked of Postfix 3.7: 250, then 5.1.1 User unknown in virtual alias table',
  why: `
With \`receive_override_options = no_address_mappings\` cleanup(8) follows no virtual alias: a content filter is to do it when the mail
comes back. smtpd still knows the aliases and takes the mail. Without a content filter nobody follows them, so that mail for a
virtual alias bounces with \`5.1.1 User unknown in virtual alias table\`.`,
  examples: [
    {
      title: 'An option left over from a content filter',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o receive_override_options=no_address_mappings
                              ^^^^^^^^^^^^^^^^^^^ no content filter gives mail back to be rewritten, so nobody follows the alias info@example.net
`,
    },
    {
      title: 'A content filter, and the service behind it follows the aliases',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o content_filter=smtp:[127.0.0.1]:10024
  -o receive_override_options=no_address_mappings
127.0.0.1:10025 inet n  -       y       -       -       smtpd
  -o content_filter=
  -o receive_override_options=no_unknown_recipient_checks
`,
    },
  ],

  *check(system) {
    const { smtpd } = system;
    const at = smtpd.assignment('receive_override_options')?.valueAt;
    if (!at || !/\bno_address_mappings\b/i.test(smtpd.text('receive_override_options'))) return;
    // A filter in front of the queue, and one that an access table chooses, give mail back too.
    if (['content_filter', 'smtpd_proxy_filter'].some((it) => smtpd.text(it) !== '') || /\bFILTER\b/.test(textOfTables(system))) return;
    for (const { key, local } of addressKeys(system, 'virtual_alias_maps')) {
      if (local === '') continue;
      yield { at, message: `no content filter gives mail back to be rewritten, so nobody follows the alias ${key}` };
      return;
    }
  },
};

function textOfTables(system: Postfix): string {
  return system.files.map((it) => it.text).join('\n');
}
