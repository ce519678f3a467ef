import type { Finding } from '../../core/rule.ts';
import type { Endpoint } from '../../core/system.ts';
import { listensAt, type Member } from '../member.ts';
import type { SiteRule } from '../rule.ts';

export const socketWithoutListener: SiteRule = {
  id: 'site/socket-without-listener',
  severity: 'warning',
  summary: 'Mail is handed to a socket at which the mailbox server of this host does not listen',
  source: 'lmtp(8); unix_listener in the settings of Dovecot; asked of Postfix 3.7 with Dovecot 2.3.19',
  why: `
A socket is a file that the listening server makes when it starts. Where the two servers name different files nobody answers:
\`4.4.1 connect to …: No such file or directory\`, and mail waits until its sender is told, days later. Paths without a slash in front begin
in another folder for each server: in queue_directory, \`/var/spool/postfix\`, for Postfix, in base_dir, \`/run/dovecot\`, for Dovecot.
Where master.cf has a \`y\` in the chroot column, as Debian's has, a path with a slash in front begins in queue_directory too.`,
  examples: [
    {
      title: 'Each server has a folder of its own in mind',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Dovecot does not listen at /var/spool/postfix/private/dovecot-lmtp, so mail waits unless another program does
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
service lmtp {
  unix_listener private/dovecot-lmtp {
                ^^^^^^^^^^^^^^^^^^^^ also: Dovecot listens at /var/run/dovecot/private/dovecot-lmtp
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
      title: 'The built-in socket, under either of its names',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:/run/dovecot/lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/dovecot/dovecot.conf --
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
    const listening = host.filter(({ system }) => 0 < (system.listens?.length ?? 0));
    if (listening.length === 0) return;
    const told = new Set<string>();
    for (const front of host) {
      for (const { endpoint, finding } of unheard(front, listening)) {
        if (told.has(endpoint.path)) continue;
        told.add(endpoint.path);
        yield finding;
      }
    }
  },
};

/** Mailboxes share a few transports, and a table may have a million of them. */
const mostFollowed = 100;

function* unheard(front: Member, listening: readonly Member[]): Generator<{ readonly endpoint: Socket; readonly finding: Finding }> {
  let left = mostFollowed;
  for (const { name } of front.system.mailboxes?.() ?? []) {
    if (left-- === 0) return;
    const { deliveries, steps } = front.mta.follow(front.system, name);
    for (const [number, { handedTo: endpoint }] of deliveries.entries()) {
      if (endpoint?.kind !== 'unix' || listening.some((it) => listensAt(it, endpoint))) continue;
      const because = steps.find((it) => it.delivery === number)?.because;
      if (because?.kind !== 'written') continue;
      const names = listening.map(({ mta }) => mta.name).join(' or ');
      const message = `${names} does not listen at ${endpoint.path}, so mail waits unless another program does`;
      yield { endpoint, finding: { at: because.at, message, related: listening.flatMap(listenersOf) } };
    }
  }
}

type Socket = Extract<Endpoint, { kind: 'unix' }>;

function listenersOf({ mta, system }: Member): NonNullable<Finding['related']> {
  return (system.listens ?? []).flatMap(({ endpoint, at }) =>
    at && endpoint.kind === 'unix' ? [{ at, message: `${mta.name} listens at ${endpoint.path}` }] : [],
  );
}
