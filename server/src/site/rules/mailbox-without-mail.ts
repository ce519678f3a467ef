import type { RcptReply } from '../../core/trace.ts';
import { STRANGER } from '../../core/trace.ts';
import { handOversOf } from '../handOvers.ts';
import type { SiteRule } from '../rule.ts';

export const mailboxWithoutMail: SiteRule = {
  id: 'site/mailbox-without-mail',
  severity: 'info',
  summary: 'The mailbox server has a user whose address the server in front refuses',
  source: 'SMTPD_ACCESS_README; asked of Postfix 3.7 with Dovecot 2.3.19',
  why: `
A user can log in and finds an empty mailbox: the server in front has no such recipient in its tables and answers
\`550 5.1.1 User unknown\`, or the domain is none of its own. Without harm for a user who only sends.`,
  examples: [
    {
      title: 'A new user in one of two lists',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/users --
alice@example.net:{PLAIN}secret:1001:1001::/var/mail/alice
carol@example.net:{PLAIN}secret:1001:1001::/var/mail/carol
^^^^^^^^^^^^^^^^^ no mail for carol@example.net comes here, because Postfix answers 550 5.1.1
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A user who gets mail by an alias domain',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_alias_maps = inline:{@example.net=alice@example.net}
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/users --
alice@example.net:{PLAIN}secret:1001:1001::/var/mail/alice
carol@example.net:{PLAIN}secret:1001:1001::/var/mail/carol
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
  ],

  *check(host) {
    for (const { front, listener, taken } of handOversOf(host)) {
      // Where nobody is taken, there are worse things to say.
      if (!taken) continue;
      for (const { name, at } of listener.system.mailboxes?.() ?? []) {
        if (!name.includes('@')) continue;
        const reply = front.mta.reply(front.system, name, STRANGER);
        if (!isRefused(reply)) continue;
        const code = [reply.code, reply.enhanced].filter((it) => it !== undefined).join(' ');
        yield { at, message: `no mail for ${name} comes here, because ${front.mta.name} answers ${code}` };
      }
    }
  },
};

/** A domain of somebody else is put off, not rejected. */
function isRefused({ verdict, class: of }: RcptReply): boolean {
  return verdict === 'rejected' || (verdict === 'deferred' && of === 'default');
}
