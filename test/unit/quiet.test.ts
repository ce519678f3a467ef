import { describe, expect, test } from 'vitest';
import { mtas } from '../../server/src/mta/index.ts';
import { openFixture } from './check.ts';
import { parseFixture } from './fixture.ts';

// Configurations as people really have them, each with something that a hasty rule would take for a fault.

const whole: Readonly<Record<string, string>> = {
  'a fresh Debian': `
-- /etc/postfix/main.cf --
smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
biff = no
append_dot_mydomain = no
readme_directory = no
compatibility_level = 3.6
smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache
smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination
myhostname = vm.example.com
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases
mydestination = $myhostname, vm, localhost.localdomain, , localhost
relayhost =
mailbox_size_limit = 0
recipient_delimiter = +
-- /etc/aliases --
# See man 5 aliases for format
postmaster:    root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
`,
  'a content filter whose way back takes every recipient': `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
content_filter = smtp-amavis:[127.0.0.1]:10024
smtp-amavis_destination_recipient_limit = 1
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
smtp-amavis unix -      -       y       -       2       smtp
127.0.0.1:10025 inet n  -       y       -       -       smtpd
  -o content_filter=
  -o local_recipient_maps=
  -o relay_recipient_maps=
  -o mynetworks=127.0.0.0/8
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
`,
  'virtual mailboxes beside local users, with a catch-all and aliases between them': `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost.$mydomain, localhost
virtual_mailbox_domains = example.com, example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- vmailbox --
alice@example.com x
@example.net x
-- virtual --
postmaster@example.com alice@example.com,
  root
postmaster@example.net
  alice@example.com
root alice@example.com
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
`,
  'a server with a database, a milter, policies, block lists and TLS': `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost
smtpd_banner = $myhostname ESMTP # "no spam here"
mailbox_command = /usr/lib/dovecot/deliver -a "$RECIPIENT" # from dovecot-lda
smtpd_use_tls = yes
smtpd_tls_security_level = may
smtpd_tls_eecdh_grade = strong
smtpd_milters = inet:localhost:11332, { unix:/run/opendkim.sock, default_action=accept }
milter_mail_macros = i {mail_addr} {client_addr} {auth_authen}
virtual_mailbox_domains = mysql:/etc/postfix/domains.cf
virtual_mailbox_maps = proxy:mysql:/etc/postfix/mailboxes.cf
virtual_alias_maps = proxy:mysql:/etc/postfix/aliases.cf
proxy_read_maps = $local_recipient_maps $virtual_mailbox_maps $virtual_alias_maps
virtual_transport = lmtp:unix:private/dovecot-lmtp
smtpd_restriction_classes = greylist
greylist = check_policy_service inet:127.0.0.1:10023
smtpd_helo_restrictions = permit_mynetworks, reject_non_fqdn_helo_hostname
smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination,
  reject_rbl_client zen.example.org=127.0.0.[2..11], warn_if_reject reject_rhsbl_helo dbl.example.org,
  check_policy_service { unix:private/policy, timeout=10s }, check_recipient_access inline:{example.com=greylist},
  # the last word
  reject_unlisted_recipient, permit
-- domains.cf --
hosts = 127.0.0.1
user = postfix
password = # " %x
dbname = mail
query = SELECT domain FROM domains WHERE domain = '%s' AND note NOT LIKE '%%#%%'
-- mailboxes.cf --
hosts = 127.0.0.1
user = postfix
password = secret
dbname = mail
query = SELECT 1 FROM users
  # by address
  WHERE local = '%u' AND domain = '%d'
-- aliases.cf --
hosts = 127.0.0.1
user = postfix
password = secret
dbname = mail
query = CALL alias_of('%s')
-- dynamicmaps.cf --
mysql postfix-mysql.so dict_mysql_open
pcre postfix-pcre.so dict_pcre_open
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
`,
  'a host that only sends, with a table in the settings themselves': `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination =
relayhost = [smtp.example.net]:587
smtp_generic_maps = inline:{{root = admin@example.com}}
local_transport = error:local delivery is disabled
-- master.cf --
pickup    unix  n       -       y       60      1       pickup
smtp      unix  -       -       y       -       -       smtp
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
-- /etc/aliases --
postmaster: root
`,
  'a backup for a domain whose hosts have domains of their own': `
-- main.cf --
compatibility_level = 3.6
myhostname = mx2.example.net
mydestination = $myhostname, lists.example.com
relay_domains = $mydestination, example.com
relay_recipient_maps = hash:/etc/postfix/recipients
transport_maps = hash:/etc/postfix/transport
-- recipients --
alice@example.com OK
@deep.example.com OK
-- transport --
example.com smtp:[mx1.example.com]
.example.com smtp:[mx1.example.com]
alice@example.com smtp:[mx3.example.com]
spam@example.com discard:
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
-- /etc/aliases --
postmaster: root
`,
};

const partial: Readonly<Record<string, string>> = {
  'a main.cf alone in a folder like that of a server': `
-- /srv/copy/etc/postfix/main.cf --
compatibility_level = 3.6
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases
mydestination = $myhostname, localhost
`,
  'an image whose start-up script makes the tables': `
-- /srv/image/conf/main.cf --
compatibility_level = 3.6
alias_maps = hash:/etc/aliases
tls_server_sni_maps = hash:/opt/mail/sni.map
smtpd_sender_restrictions = $our_sender_restrictions
our_sender_restrictions = permit_mynetworks, reject_unknown_sender_domain
mua_sender_restriction = reject_authenticated_sender_login_mismatch, $our_sender_restrictions
submission_tls_protocols = >=TLSv1.2
virtual_mailbox_domains = /etc/postfix/vhost
virtual_alias_maps = texthash:/etc/postfix/virtual
relay_domains = proxy:mysql:/opt/mail/relay.cf
`,
  'a template': `
-- /srv/templates/main.cf.j2 --
compatibility_level = 3.6
myhostname = {{ main_domain }}
mydomain = {{ main_domain }}
mydestination = localhost, {{ main_domain }}
{% if relay %}
  relayhost = [{{ relay_host }}]:{{ relay_port }}
{% else %}
  relayhost =
{% endif %}
virtual_mailbox_domains = {{ main_domain }}
virtual_mailbox_maps = ldap:/etc/postfix/accounts.cf
dovecot_destination_recipient_limit = 1
smtpd_sender_login_maps =
  # People.
  ldap:/etc/postfix/accounts.cf,
  # Programs that send.
  hash:/etc/postfix/senders
{{ extra_settings }}
`,
  'a template for a script that puts the real words in': `
-- /srv/templates/main.cf --
compatibility_level = @LEVEL@
myhostname = @HOSTNAME@
mydestination = @HOSTNAME@, localhost
mydestination = @DOMAIN@
alias_maps = @ALIASES@
virtual_alias_maps = @TYPE@:/etc/postfix/virtual
`,
  'a template with names in braces, and a word that may be a comment sign': `
-- /srv/panel/main.cf --
inet_protocols = {INET_PROTOCOLS}
myhostname = {HOSTNAME}
mydomain = {LOCAL_DOMAIN}
mydestination = $myhostname, $mydomain
relay_domains = hash:{RELAY_HASH}
alias_maps = hash:{ALIAS_HASH}
local_recipient_maps = unix:passwd.byname $alias_database
virtual_mailbox_domains = hash:{DOMAIN_HASH}
virtual_uid_maps = static:{MAILBOX_UID}
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination,
  check_policy_service inet:127.0.0.1:{GREYLIST_PORT}
mailbox_command = procmail -a "$EXTENSION"
{SSL}smtpd_tls_security_level = may
`,
  'a template with percent signs': `
-- /srv/installer/main.cf --
myhostname = %hostname
mydestination =
message_size_limit = %message_size_limit
%{with_lmtp}virtual_transport = lmtp:unix:private/lmtp
virtual_mailbox_domains = %{driver}:/etc/postfix/domains.cf
transport_maps =
  %{driver}:/etc/postfix/split.cf
  %{driver}:/etc/postfix/relay.cf
%{with_lmtp}proxy_write_maps =
%{with_lmtp}    $smtp_sasl_auth_cache_name
smtpd_recipient_restrictions = permit_mynetworks
  check_recipient_access
      %{driver}:/etc/postfix/maintenance.cf
  reject_unauth_destination
`,
  'a template with words in capital letters': `
-- /srv/samples/main.cf --
queue_directory = PH_QUEUE_DIRECTORY
myhostname = PH_HOSTNAME
mydestination = $myhostname, localhost
alias_maps = hash:PH_FILE_ALIASES
virtual_uid_maps = static:PH_VMAIL_UID
message_size_limit = PH_MESSAGE_SIZE
relay_domains = __RELAYED__, <YOUR-DOMAIN>
smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service inet:PH_SERVER:PH_PORT
`,
  'a configuration whose start-up script puts variables of the shell in': `
-- /srv/image/main.cf --
compatibility_level = 3.6
myhostname = $HOSTNAME
mydestination =
virtual_mailbox_domains = $HOSTNAME
virtual_mailbox_maps = lmdb:/etc/postfix/virtual
-- /srv/image/virtual --
user@$HOSTNAME user
`,
};

function findings(fixture: string): readonly string[] {
  const systems = openFixture(parseFixture(fixture));
  expect(systems).toHaveLength(1);
  return systems.flatMap((system) =>
    mtas
      .filter((it) => it.id === system.mta)
      .flatMap((mta) =>
        mta.rules.flatMap((rule) => [...rule.check(system)].map((it) => `${it.severity ?? rule.severity} ${rule.id}: ${it.message}`)),
      ),
  );
}

describe('no rule says anything about', () => {
  for (const [title, fixture] of Object.entries(whole)) test(title, () => expect(findings(fixture)).toEqual([]));
});

describe('a configuration without its server is told at most what it lacks:', () => {
  for (const [title, fixture] of Object.entries(partial)) {
    test(title, () => expect(findings(fixture).filter((it) => !it.startsWith('info postfix/missing-table: '))).toEqual([]));
  }
});
