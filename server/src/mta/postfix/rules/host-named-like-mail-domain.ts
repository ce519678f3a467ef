import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';

export const hostNamedLikeMailDomain: Rule<Postfix> = {
  id: 'postfix/host-named-like-mail-domain',
  // The error stands at the list, by postfix/domain-in-two-classes, and this is the line where the name comes from. Of $mydomain it is
  // silent: that one is in no built-in list, so whoever wrote it there is to blame and not the name.
  severity: 'info',
  summary: 'The name of the host is a domain that another list holds',
  source: 'postconf(5), mydestination; trivial-rewrite/resolve.c, resolve_addr(); asked of Postfix 3.7: 550 5.1.1',
  why: `
mydestination mostly holds $myhostname, built in or written. A host that is named like a domain of virtual mailboxes or of relay_domains makes
that domain a local one, and its table is not asked any more: \`550 5.1.1 User unknown in local recipient table\`. Give the host a name of its
own, such as mail.example.com, or take the variable out of mydestination.`,
  examples: [
    {
      title: 'The mail domain as the name of the host',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = example.com
             ^^^^^^^^^^^ this makes example.com local by way of mydestination, so virtual_mailbox_domains does not count for it
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
`,
    },
    {
      title: 'A name of its own',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
`,
    },
  ],

  *check(system) {
    const at = system.parameters.assignment('myhostname')?.valueAt;
    const domain = system.parameters.text('myhostname').toLowerCase();
    const other = system.claims.find((it) => it.domain === domain && it.class !== 'local');
    if (!at || !other) return;
    const isOrigin = system.claims.some(
      ({ class: claimed, origin, domain: it }) =>
        claimed === 'local' &&
        it === domain &&
        origin.kind === 'written' &&
        at.file === origin.at.file &&
        at.start <= origin.at.start &&
        origin.at.end <= at.end,
    );
    if (!isOrigin || !losesSomebody(system, domain)) return;
    yield { at, message: `this makes ${domain} local by way of mydestination, so ${other.setting} does not count for it` };
  },
};

/** Is there an address of the domain in a table that is not asked any more? */
function losesSomebody(system: Postfix, domain: string): boolean {
  for (const parameter of ['virtual_mailbox_maps', 'relay_recipient_maps', 'virtual_alias_maps']) {
    for (const key of addressKeys(system, parameter)) {
      if (key.domain === domain && isRefusedAsUnknown(system, { local: key.local || NOBODY, domain })) return true;
    }
  }
  return false;
}
