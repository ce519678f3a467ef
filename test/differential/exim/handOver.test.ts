import { expect, test } from 'vitest';
import { STRANGER } from '../../../server/src/core/trace.ts';
import { openFixture } from '../../unit/features/open.ts';
import { services } from '../dovecot/start.ts';
import { askExim } from './ask.ts';

// Mail that a real Exim hands to a real Dovecot ends as we say, recipient by recipient.

const configuration = (router: string, transport: string) => `primary_hostname = mail.example.com
qualify_domain = example.net
keep_environment =
domainlist local_domains = example.net
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept
begin routers
boxes:
  driver = accept
  domains = +local_domains
  ${router}
  transport = boxes
begin transports
boxes:
  ${transport}
`;

const dovecot = `protocols = lmtp
log_path = /var/log/dovecot.log
ssl = no
mail_location = maildir:/srv/mail/%u
first_valid_uid = 1
recipient_delimiter = -
service lmtp {
  unix_listener lmtp {
    mode = 0666
  }
  inet_listener lmtp {
    address = 127.0.0.1
    port = 24
  }
}
passdb {
  driver = static
  args = password=x
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
`;

const users = 'ann@example.net:x:1001:1001::/srv/home\n';
const recipients = ['ann@example.net', 'ann+tag@example.net', 'bob@example.net'];
const suffix = 'local_part_suffix = +*\n  local_part_suffix_optional';
const socket = 'driver = lmtp\n  socket = /run/dovecot/lmtp';

/** Starts Dovecot, delivers to all of them, and shows what became of each. */
const script = `mkdir -p /srv/mail /srv/home /run/dovecot; chmod 1777 /srv/mail /srv/home
dovecot; until test -S /run/dovecot/lmtp; do sleep 0.1; done
printf 'Subject: test\\n\\ntest\\n' | exim4 -odf -oi -f '<>' ${recipients.join(' ')}
grep -E '(=>|->|\\*\\*|==) ' /var/log/exim4/mainlog; doveadm stop`;

test.each([
  ['to a socket', '', socket],
  ['to a socket, with a suffix that the router takes off', suffix, socket],
  ['to a socket, with a suffix that comes along', suffix, `${socket}\n  rcpt_include_affixes`],
  ['to a port', suffix, 'driver = smtp\n  protocol = lmtp\n  hosts = 127.0.0.1\n  allow_localhost\n  port = 24'],
  ['to a command that is made of what the sender wrote', '', 'driver = pipe\n  user = alice\n  command = /bin/echo $local_part'],
])('%s', async (_, router, transport) => {
  const config = configuration(router, transport);
  const files = { '/etc/dovecot/dovecot.conf': dovecot, '/etc/dovecot/users': users };
  const [ran] = await askExim({ config, users: ['alice', ...services], files }, [['/bin/sh', '-c', script]]);
  const theirs = recipients.map((it) => `${it} ${outcomeIn(ran!.output, it)}`);

  const fixture = Object.entries({ '/etc/exim4/exim4.conf': config, ...files }).map(([path, text]) => `-- ${path.slice(1)} --\n${text}`);
  const { snapshot } = openFixture(`${fixture.join('')}-- etc/passwd --\nroot:x:0:0:root:/root:/bin/sh\n`);
  const view = snapshot.systems.find(({ mta }) => mta.id === 'exim')!;
  const ours = recipients.map((it) => `${it} ${view.explain(it, STRANGER).deliveries.map(({ outcome }) => outcome)}`);
  expect(ours).toEqual(theirs);
});

/** The line of a recipient names it alone, or in angle brackets where it was handed over by another name. */
function outcomeIn(log: string, recipient: string): string {
  const line = log.split('\n').find((it) => it.includes(` ${recipient} `) || it.includes(` <${recipient}> R=`)) ?? log;
  return / (=>|->) /.test(line) ? 'delivered' : / \*\* /.test(line) ? 'bounced' : / == /.test(line) ? 'deferred' : `unknown: ${line}`;
}
