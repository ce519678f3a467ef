import { replaceWord } from '../../core/edits.ts';
import type { Finding } from '../../core/rule.ts';
import { STRANGER } from '../../core/trace.ts';
import { handOversOf } from '../handOvers.ts';
import { joined } from '../join.ts';
import type { Member } from '../member.ts';
import type { SiteRule } from '../rule.ts';

const SETTING = 'recipient_delimiter';

export const delimitersDiffer: SiteRule = {
  id: 'site/delimiters-differ',
  severity: 'warning',
  summary: 'Two servers of one host split a tag from the user at different letters',
  source: 'recipient_delimiter in postconf(5) and in the settings of Dovecot; asked of Postfix 3.7 with Dovecot 2.3.19',
  why: `
\`alice-box@example.com\` is mail for alice where \`-\` is a delimiter, and mail for a user called alice-box where it is none. The server in front
accepts it for alice and hands it on as it came; a mailbox server that splits at another letter answers \`550 5.1.1 User doesn't exist\`,
and the message bounces. The other way round nobody is lost, but tags that the mailbox server wants are refused in front.`,
  examples: [
    {
      title: 'A hyphen in front, the built-in plus behind',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = -
                      ^ alice-tag@example.net is accepted for alice, and Dovecot does not split at -, so it bounces
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
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'Both written, and not the same',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +-
                      ^^ alice+tag@example.net is accepted for alice, and Dovecot does not split at +, so it bounces
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
recipient_delimiter = -
                      ^ also: Dovecot splits here
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
recipient_delimiter = +-
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
      title: 'The same letter in both',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
recipient_delimiter = +
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
    },
  ],

  *check(host) {
    for (const { front, listener, taken } of handOversOf(host)) {
      const [local, domain] = taken?.name.split('@') ?? [];
      if (local === undefined || domain === undefined) continue;
      const [ours, theirs] = [front, listener].map(({ system }) => system.setting(SETTING));
      const letter = [...(ours?.value ?? '')].find((it) => !theirs?.value.includes(it));
      if (letter !== undefined && isLost(front, host, `${local}${letter}tag@${domain}`))
        yield* lostTags(front, listener, local, letter, domain);
      const other = theirs?.origin.kind === 'written' ? [...theirs.value].find((it) => !ours?.value.includes(it)) : undefined;
      const tagged = `${local}${other}tag@${domain}`;
      if (other === undefined || theirs?.origin.kind !== 'written' || letter !== undefined) continue;
      if (front.mta.reply(front.system, tagged, STRANGER).verdict !== 'rejected') continue;
      const message = `${tagged} is mail for ${local} here, and ${front.mta.name} does not split at ${other}, so it is refused in front`;
      yield { at: theirs.origin.at, severity: 'info', message };
    }
  },
};

function* lostTags(front: Member, listener: Member, local: string, letter: string, domain: string): Generator<Finding> {
  const [ours, theirs] = [front, listener].map(({ system }) => system.setting(SETTING));
  if (ours?.origin.kind !== 'written') return;
  const { name } = listener.mta;
  const there = theirs?.origin.kind === 'written' ? theirs.origin.at : undefined;
  yield {
    at: ours.origin.at,
    message: `${local}${letter}tag@${domain} is accepted for ${local}, and ${name} does not split at ${letter}, so it bounces`,
    related: there ? [{ at: there, message: `${name} splits here` }] : [],
    fixes: there ? [{ title: `Change ${SETTING} of ${name} to "${ours.value}"`, edits: [replaceWord(there, ours.value)] }] : [],
  };
}

function isLost(front: Member, host: readonly Member[], address: string): boolean {
  const { rcpt, deliveries, steps } = front.mta.explain(front.system, address, STRANGER);
  return rcpt.verdict === 'accepted' && joined({ deliveries, steps }, host).deliveries.some((it) => it.outcome === 'bounced');
}
