import { describe, expect, test } from 'vitest';
import { STRANGER } from '../../../server/src/core/trace.ts';
import { entrances } from '../../../server/src/features/entrances.ts';
import type { SystemView } from '../../../server/src/workspace/systems.ts';
import { openFixture } from '../features/open.ts';

const dovecot = (listener: string) => `
-- etc/dovecot/dovecot.conf --
service lmtp {
  ${listener}
}
passdb {
  driver = static
  args = password=x
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- etc/dovecot/users --
ann@example.net:x:1001:1001::/h
`;

const postfix = (transport: string, more = '') => `
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = inline:{ann@example.net=x,bob@example.net=x}
virtual_transport = ${transport}
${more}
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
`;

const exim = (transport: string, router = '') => `
-- etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.net
domainlist local_domains = example.net
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept domains = +local_domains
begin routers
boxes:
  driver = accept
  domains = +local_domains
  ${router}
  transport = boxes
begin transports
boxes:
  ${transport}
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
`;

const unix = (path: string) => `unix_listener ${path} {\n    mode = 0666\n  }`;

function front(...fixtures: readonly string[]): SystemView {
  const { snapshot } = openFixture(fixtures.map((it) => it.replace(/^\n/, '')).join(''));
  return entrances(snapshot.systems)[0]!;
}

function fateOf(view: SystemView, address: string): string {
  return view
    .explain(address, STRANGER)
    .deliveries.map((it) => `${it.outcome} ${it.enhanced ?? '-'}`)
    .join(', ');
}

describe('mail that is handed over goes on with whoever listens there', () => {
  test.each([
    ['lmtp:unix:private/dovecot-lmtp', unix('/var/spool/postfix/private/dovecot-lmtp')],
    ['lmtp:unix:/var/run/dovecot/lmtp', ''],
    ['lmtp:unix:/run/dovecot/other', unix('other')],
    ['lmtp:inet:127.0.0.1:24', 'inet_listener a {\n    port = 24\n  }'],
    ['lmtp:inet:localhost', 'inet_listener a {\n    address = 127.0.0.1\n    port = 24\n  }'],
    ['lmtp:[::1]:2424', 'inet_listener a {\n    address = *\n    port = 2424\n  }'],
  ])('%s', (transport, listener) => {
    const view = front(postfix(transport), dovecot(listener));
    expect([fateOf(view, 'ann@example.net'), fateOf(view, 'bob@example.net')]).toEqual(['delivered 2.0.0', 'bounced 5.1.1']);
  });

  test.each([
    ['lmtp:unix:/run/dovecot/lmtp', '', 'unknown -'],
    ['lmtp:unix:/private/lmtp', unix('/var/spool/postfix/private/lmtp'), 'bounced 5.1.1'],
    ['lmtp:unix:private/lmtp', unix('/var/spool/postfix/private/lmtp'), 'bounced 5.1.1'],
  ])('in a chroot paths begin in the queue directory: %s', (transport, listener, fate) => {
    const master = '-- etc/postfix/master.cf --\nsmtp inet n - y - - smtpd\nlmtp unix - - y - - lmtp\n';
    expect(fateOf(front(postfix(transport), dovecot(listener), master), 'bob@example.net')).toBe(fate);
  });

  test('with a queue directory of its own', () => {
    const view = front(postfix('lmtp:unix:lmtp', 'queue_directory = /srv/queue'), dovecot(unix('/srv/queue/lmtp')));
    expect(fateOf(view, 'bob@example.net')).toBe('bounced 5.1.1');
  });

  test.each([
    ['lmtp:unix:private/other', unix('/var/spool/postfix/private/dovecot-lmtp'), 'unknown -'],
    ['lmtp:unix:/run/dovecot/lmtp', 'unix_listener lmtp {\n    mode = 0\n  }', 'unknown -'],
    ['lmtp:inet:192.0.2.1:24', 'inet_listener a {\n    port = 24\n  }', 'forwarded -'],
    ['lmtp:inet:127.0.0.1:25', 'inet_listener a {\n    port = 24\n  }', 'forwarded -'],
  ])('and with nobody else: %s', (transport, listener, fate) => {
    expect(fateOf(front(postfix(transport), dovecot(listener)), 'bob@example.net')).toBe(fate);
  });

  // Asked of Exim 4.96 with Dovecot 2.3.19.
  test.each([
    ['driver = lmtp\n  socket = /run/dovecot/lmtp', ''],
    ['driver = lmtp\n  socket = /var/run/dovecot/lmtp', unix('lmtp')],
    ['driver = smtp\n  protocol = lmtp\n  hosts = localhost\n  allow_localhost\n  port = 24', 'inet_listener a {\n    port = 24\n  }'],
  ])('from Exim: %s', (transport, listener) => {
    const view = front(exim(transport), dovecot(listener));
    expect([fateOf(view, 'ann@example.net'), fateOf(view, 'bob@example.net')]).toEqual(['delivered 2.0.0', 'bounced 5.1.1']);
  });

  test.each([
    ['', 'boxes routed ann+x@example.net: handed to /run/dovecot/lmtp as ann@example.net', 'delivered 2.0.0'],
    ['rcpt_include_affixes', 'boxes routed ann+x@example.net: handed to /run/dovecot/lmtp', 'bounced 5.1.1'],
  ])('from Exim with a suffix that the router takes off: %s', (option, says, fate) => {
    const suffix = 'local_part_suffix = +*\n  local_part_suffix_optional';
    const view = front(
      exim(`driver = lmtp\n  socket = /run/dovecot/lmtp\n  ${option}`, suffix),
      dovecot('').replace('service lmtp', 'recipient_delimiter = -\nservice lmtp'),
    );
    const steps = view.follow('ann+x@example.net').steps.map((it) => `${it.stage} ${it.verdict} ${it.says}`);
    expect([steps[0], fateOf(view, 'ann+x@example.net')]).toEqual([says, fate]);
  });

  test('not where a refusal is none', () => {
    const view = front(postfix('lmtp:unix:/run/dovecot/lmtp', 'soft_bounce = yes'), dovecot(''));
    expect(fateOf(view, 'bob@example.net')).toBe('unknown -');
  });

  test('its steps stand behind the one that hands over, and the last of them is the delivery', () => {
    const view = front(
      postfix('lmtp:unix:/run/dovecot/lmtp', 'virtual_alias_maps = inline:{{all@example.net = bob@example.net, ann@example.net}}'),
      dovecot(''),
    );
    const { steps } = view.follow('all@example.net');
    expect(steps.map((it, i) => `${i} below ${it.below ?? '-'} ${it.stage} ${it.verdict} ${it.delivery ?? ''}`.trim())).toEqual([
      '0 below - virtual_alias_maps rewrote',
      '1 below 0 lmtp: routed',
      '2 below 1 auth_username_format passed',
      '3 below 2 userdb passwd-file rejected 0',
      '4 below 0 lmtp: routed',
      '5 below 4 auth_username_format passed',
      '6 below 5 userdb passwd-file accepted 1',
    ]);
  });
});

test('the server in front is the one that mail comes to; alone, it is the one that there is', () => {
  const both = openFixture(`${postfix('virtual')}${dovecot('').replace(/^\n/, '')}`).snapshot;
  expect(entrances(both.systems).map((it) => it.mta.id)).toEqual(['postfix']);
  const alone = openFixture(dovecot('')).snapshot;
  expect(entrances(alone.systems).map((it) => it.mta.id)).toEqual(['dovecot']);
});
