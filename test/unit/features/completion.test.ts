import { describe, expect, test } from 'vitest';
import { completionAt } from '../../../server/src/features/completion.ts';
import { at } from './navigation.ts';
import { eximHost, host, postfixAndDovecot } from './navigationHosts.ts';
import { openFixture } from './open.ts';

/** The first words that are offered where a text is typed in place of another one, and how many letters they replace. */
function offered(source: string, most = 4): string {
  const { snapshot, fixture } = openFixture(source);
  const { file, offset } = fixture.cursor!;
  const res = completionAt(snapshot, `/ws/${file}`, offset);
  return res
    ? `${res.at.end - res.at.start}: ${res.candidates
        .slice(0, most)
        .map((it) => it.label)
        .join(' ')}`
    : 'nothing';
}

/** The fixture with a line, whose cursor is a bar, added to one of its files. */
const adding = (line: string, behind: string, source = host) => at(source.replace(behind, `${behind}${line.replace('|', '')}\n`), line);

describe('in main.cf', () => {
  const behind = 'compatibility_level = 3.6\n';

  test.each([
    ['virtual_alias_m|', '15: virtual_alias_maps'],
    ['biff = |', '0: yes no unionmap: unix: '],
    ['biff = y|', '1: yes'],
    ['x = $myh|', '3: myhostname'],
    ['x = ${virtual_alias_d|', '15: virtual_alias_domains'],
    ['alias_database = has|', '3: hash:'],
    ['alias_database = hash:/etc/postfix/v|', '14: /etc/postfix/virtual /etc/postfix/vmailbox'],
    ['relay_transport = lm|', '2: lmtp-x lmdb:'],
    ['smtpd_client_restrictions = gre|', '3: greylist'],
    ['smtpd_client_restrictions = permit_my|', '9: permit_mynetworks'],
    ['smtpd_client_restrictions =\n  permit_mynetworks, reject_unauth_d|', '15: reject_unauth_destination'],
    ['# virtual_al|', 'nothing'],
  ])('%s', (line, expected) => {
    expect(offered(adding(line, behind), 2).trim()).toBe(expected.split(' ').slice(0, 3).join(' ').trim());
  });

  test('a parameter comes with its built-in value and what it does', () => {
    const { snapshot, fixture } = openFixture(adding('myorig|', behind));
    expect(completionAt(snapshot, `/ws/${fixture.cursor!.file}`, fixture.cursor!.offset)?.candidates).toMatchInlineSnapshot(`
      [
        {
          "about": "The domain added to a bare name; if it is not local, a bare name in an alias or from cron is looked up as a user of another class and may bounce with 5.1.1",
          "detail": "$myhostname",
          "kind": "setting",
          "label": "myorigin",
        },
      ]
    `);
  });

  test('a list of domains offers those that are known', () => {
    expect(offered(at(host, 'virtual_alias_domains = exam|ple.net'))).toBe('4: example.net example.com example.org');
  });
});

test('in master.cf an override has the names and the values of parameters', () => {
  expect(offered(adding('  -o smtpd_helo_req|', '-o myhostname=mx.example.com\n'))).toBe('14: smtpd_helo_required');
  expect(offered(adding('  -o smtpd_helo_required=y|', '-o myhostname=mx.example.com\n'))).toBe('1: yes');
  expect(offered(adding('subm|', '-o myhostname=mx.example.com\n'))).toBe('nothing');
});

describe('on the right side of an entry', () => {
  test.each([
    ['other: ro|', 'etc/aliases --\n', '2: root'],
    ['other: jane, inf|', 'etc/aliases --\n', '3: info@example.net'],
    ['other: all@example.n|', 'etc/aliases --\n', '9: example.net'],
    ['other: jane,\n  post|', 'etc/aliases --\n', '4: postmaster'],
    ['ot|', 'etc/aliases --\n', 'nothing'],
    ['# other: ro|', 'etc/aliases --\n', 'nothing'],
    ['x@example.net ev|', 'etc/postfix/virtual --\n', '2: eve@example.com'],
  ])('%s', (line, behind, expected) => {
    expect(offered(adding(line, behind))).toBe(expected);
  });
});

test('in a table of a million entries the first are looked at, and the editor asks again', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `u${i}@example.net jane\n`).join('');
  const { snapshot, fixture } = openFixture(`${host}${rows}x@example.net u<|>`);
  const res = completionAt(snapshot, `/ws/${fixture.cursor!.file}`, fixture.cursor!.offset);
  expect([res?.candidates.length, res?.isCut]).toEqual([500, true]);
});

describe('in dovecot.conf', () => {
  test.each([
    ['auth_username_f|', 'has mail\n', '15: auth_username_format'],
    ['mail_plugins = $mail_pl|', 'has mail\n', '7: mail_plugin_dir mail_plugins'],
    ['lmtp_proxy = |', 'has mail\n', '0: yes no'],
    ['lmtp_pr|', '    mode = 0600\n  }\n}\n', '7: lmtp_proxy lmtp_proxy_rawlog_dir'],
    ['  d|', 'userdb {\n', '1: driver default_fields deny'],
    ['  dr|', 'service lmtp {\n', '2: '],
    ['  args = /etc/dovecot/|', 'userdb {\n', '13: /etc/dovecot/dovecot.conf /etc/dovecot/users'],
  ])('%s', (line, behind, expected) => {
    expect(offered(adding(line, behind, postfixAndDovecot))).toBe(expected);
  });
});

describe('in an Exim configuration', () => {
  test.each([
    ['qualify_d|', 'primary_hostname = mail.example.com\n', '9: qualify_domain'],
    ['queue_only = t|', 'primary_hostname = mail.example.com\n', '1: true'],
    ['acl_smtp_data = acl|', 'primary_hostname = mail.example.com\n', '3: acl_check_rcpt'],
    ['log_file_path = SP|', 'primary_hostname = mail.example.com\n', '2: SPOOL'],
    ['  check_loc|', 'driver = accept\n', '9: check_local_user'],
    ['  domains = +loc|', 'driver = accept\n', '3: local_domains'],
    ['  transport = lo|', 'driver = accept\n', '2: local_delivery'],
    ['  driver = red|', 'driver = accept\n', '3: redirect'],
    ['  condition = ${if eq{$local_part_d|', 'driver = accept\n', '12: local_part_data'],
    ['  dom|', 'acl_check_rcpt:\n', '3: domains'],
    ['  deny dom|', 'acl_check_rcpt:\n', '3: domains'],
    ['  deny ! domains = +loc|', 'acl_check_rcpt:\n', '3: local_domains'],
    ['  require verify = rec|', 'acl_check_rcpt:\n', '3: recipient'],
    ['  driver = ap|', 'local_delivery:\n', '2: appendfile'],
    ['  driver = ap|', 'users:\n', '2: '],
    ['# qual|', 'primary_hostname = mail.example.com\n', 'nothing'],
  ])('%s', (line, behind, expected) => {
    expect(offered(adding(line, behind, eximHost))).toBe(expected);
  });

  test('that is put together of pieces, where the section begins in another one', () => {
    const pieces = `
-- etc/exim4/update-exim4.conf.conf --
dc_use_split_config='true'
-- etc/exim4/conf.d/router/350_local --
boxes:
  driver = accept
`;
    expect(offered(adding('  check_loc|', 'driver = accept\n', pieces))).toBe('9: check_local_user');
    expect(offered(adding('dc_other|', "dc_use_split_config='true'\n", pieces))).toBe('8: dc_other_hostnames');
  });
});
