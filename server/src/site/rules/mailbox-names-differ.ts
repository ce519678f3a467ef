import { type HandOver, handOversOf } from '../handOvers.ts';
import { type NameClash, nameClash } from '../names.ts';
import type { SiteRule } from '../rule.ts';

export const mailboxNamesDiffer: SiteRule = {
  id: 'site/mailbox-names-differ',
  severity: 'error',
  summary: 'The mailbox server is asked for whole addresses and has names without a domain, or the other way round',
  source: 'auth_username_format of Dovecot; asked of Postfix 3.7 with Dovecot 2.3.19',
  why: `
Over LMTP a recipient is handed over as a whole address, \`alice@example.com\`. A mailbox server that looks it up as it is finds nobody in
/etc/passwd, whose names have no domain; one that cuts the domain off (\`auth_username_format = %Ln\`) finds nobody in a list of addresses.
It then refuses everybody with \`550 5.1.1 User doesn't exist\`, after the server in front has said 250.`,
  examples: [
    {
      title: 'System users behind LMTP',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mailbox_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/dovecot/dovecot.conf --
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
passdb {
  driver = pam
}
userdb {
  driver = passwd
           ^^^^^^ users are looked up by whole addresses such as alice@mail.example.com, and alice is there, so all mail bounces
}
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
alice:x:1001:1001::/home/alice:/bin/sh
^^^^^ also: handed over as alice@mail.example.com
bob:x:1002:1002::/home/bob:/bin/sh
-- /etc/aliases --
postmaster: root
`,
      fixed: `
-- /etc/dovecot/dovecot.conf --
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
auth_username_format = %Ln
`,
    },
    {
      title: 'A list of addresses whose domains are cut off',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
^^^^^^^^^^^^^^^^^ also: handed over as alice@example.net
-- /etc/dovecot/dovecot.conf --
auth_username_format = %Ln
                       ^^^ users are not looked up by whole addresses, and alice@example.net is one, so all mail bounces
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
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
-- /etc/dovecot/dovecot.conf --
auth_username_format = %Lu
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
`,
    },
    {
      title: 'System users, looked up without their domain',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mailbox_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/dovecot/dovecot.conf --
auth_username_format = %Ln
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
alice:x:1001:1001::/home/alice:/bin/sh
-- /etc/aliases --
postmaster: root
`,
    },
  ],

  *check(host) {
    for (const it of handOversOf(host)) {
      const clash = nameClash(it);
      const finding = clash && findingOf(it, clash);
      if (finding) yield finding;
    }
  },
};

/** One finding for all of them, at the line that makes the name or at the list that is asked for it. */
function findingOf({ listener, refused }: HandOver, { form, asked, known }: NameClash) {
  const { mta, system } = listener;
  const cause = mta.explain(system, asked, '').steps.find((it) => it.because.kind === 'written')?.because;
  if (cause?.kind !== 'written') return undefined;
  const message =
    form === 'local-part'
      ? `users are looked up by whole addresses such as ${asked}, and ${known} is there, so all mail bounces`
      : `users are not looked up by whole addresses, and ${known} is one, so all mail bounces`;
  const first = refused.find(({ recipient }) => recipient === asked);
  const fix = system.lookUpBy?.(form);
  return {
    at: cause.at,
    message,
    related: first ? [{ at: first.mailbox.at, message: `handed over as ${asked}` }] : [],
    ...(fix ? { fixes: [fix] } : {}),
  };
}
