import type { Place } from '../../core/text.ts';
import { handOversOf } from '../handOvers.ts';
import type { Member } from '../member.ts';
import { nameClash } from '../names.ts';
import type { SiteRule } from '../rule.ts';

export const unknownToMailboxServer: SiteRule = {
  id: 'site/unknown-to-mailbox-server',
  severity: 'error',
  summary: 'A mailbox is listed in front and unknown to the server that has the mailboxes',
  source: 'lmtp(8); lmtp_local_rcpt() of Dovecot; asked of Postfix 3.7 with Dovecot 2.3.19',
  why: `
The server in front accepts mail for the recipients of its own tables. Whoever has the mailboxes looks into a list of its own, and
answers \`550 5.1.1 User doesn't exist\` where the two differ. By then the sender was told 250: the message bounces, and to a forged
sender the bounce goes to a stranger.`,
  examples: [
    {
      title: 'A user who was deleted in one of two lists',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
bob@example.net example.net/bob/
^^^^^^^^^^^^^^^ Dovecot answers 550 5.1.1 for bob@example.net, so its mail is accepted and then bounces
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
         ^^^^^^^^^^^^^^^^^^ also: bob@example.net is not in /etc/dovecot/users
}
-- /etc/dovecot/users --
alice@example.net:{PLAIN}secret:1001:1001::/var/mail/alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'Both lists have the same users, with a tag between them',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:inet:127.0.0.1:24
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
bob+box@example.net example.net/bob/
-- /etc/dovecot/dovecot.conf --
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = 24
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
bob@example.net:{PLAIN}secret:1001:1001::/var/mail/bob
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'Users in a database, which no file shows',
      good: `
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
  driver = sql
  args = /etc/dovecot/sql.conf
}
userdb {
  driver = sql
  args = /etc/dovecot/sql.conf
}
`,
    },
  ],

  *check(host) {
    for (const it of handOversOf(host)) {
      if (nameClash(it)) continue;
      for (const { mailbox, recipient, reply } of it.refused) {
        const { listener } = it;
        const code = [reply.code, reply.enhanced].join(' ');
        yield {
          at: mailbox.at,
          message: `${listener.mta.name} answers ${code} for ${recipient}, so its mail is accepted and then bounces`,
          related: reasons(listener, recipient),
        };
      }
    }
  },
};

/** The line of the mailbox server that refuses. */
function reasons({ mta, system }: Member, recipient: string): readonly { readonly at: Place; readonly message: string }[] {
  const step = mta.explain(system, recipient, '').steps.at(-1);
  return step?.because.kind === 'written' ? [{ at: step.because.at, message: step.says }] : [];
}
