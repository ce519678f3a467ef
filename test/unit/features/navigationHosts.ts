/** A host whose files name each other in every way. */
export const host = `
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
mynetworks = 127.0.0.0/8
alias_maps = hash:/etc/aliases
virtual_alias_domains = example.net
virtual_mailbox_domains = example.com, example.org
virtual_alias_maps = texthash:/etc/postfix/virtual
virtual_mailbox_maps = texthash:/etc/postfix/vmailbox
smtpd_restriction_classes = greylist
greylist = check_policy_service inet:127.0.0.1:10023
smtpd_recipient_restrictions = permit_mynetworks, greylist
virtual_transport = lmtp-x:unix:private/lmtp
transport_maps = texthash:/etc/postfix/transport
luser_relay = $myorigin
-- etc/postfix/master.cf --
smtp inet n - y - - smtpd
  -o myhostname=mx.example.com
lmtp-x unix - - y - - lmtp
-- etc/postfix/transport --
example.org lmtp-x:unix:private/lmtp
-- etc/postfix/vmailbox --
eve@example.com example.com/eve/
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- etc/aliases --
postmaster: root
root: jane
staff: jane, ann@elsewhere.example, :include:/etc/postfix/friends
# not jane
-- etc/postfix/friends --
jane
-- etc/postfix/virtual --
info@example.net jane@mail.example.com
all@example.net info@example.net, staff@localhost, eve@example.com
@example.net postmaster
`;

/** A Postfix that hands its mail to the Dovecot beside it. */
export const postfixAndDovecot = `
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.org
virtual_mailbox_domains =
  # those of the shop
  example.org
virtual_alias_maps = texthash:/etc/postfix/virtual
virtual_transport = lmtp:unix:private/lmtp
-- etc/postfix/master.cf --
smtp inet n - y - - smtpd
lmtp unix - - y - - lmtp
-- etc/postfix/virtual --
info@example.org ann@example.org
-- etc/dovecot/dovecot.conf --
# who
# has mail
protocols = lmtp
mail_plugins = $mail_plugins quota
!include conf.d/auth.conf
service lmtp {
  unix_listener /var/spool/postfix/private/lmtp {
    mode = 0600
  }
}
-- etc/dovecot/conf.d/auth.conf --
passdb {
  driver = static
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- etc/dovecot/users --
ann@example.org::1000:1000::/home/ann
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
dovecot:x:101:101::/:/bin/false
dovenull:x:102:102::/:/bin/false
-- etc/group --
dovecot:x:101:
`;

/** An Exim with names of all kinds. */
export const eximHost = `
-- etc/exim4/exim4.conf --
SPOOL = /var/spool/exim4
primary_hostname = mail.example.com
domainlist local_domains = @ : example.com
acl_smtp_rcpt = acl_check_rcpt
spool_directory = SPOOL
begin acl
acl_check_rcpt:
  require domains = +local_domains
  accept
begin routers
aliases:
  driver = redirect
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
  user = mail
  file_transport = local_delivery
users:
  driver = accept
  check_local_user
  domains = +local_domains
  transport = local_delivery
begin transports
local_delivery:
  driver = appendfile
  file = /var/mail/$local_part_data
  delivery_date_add
-- etc/aliases --
postmaster: ann
-- etc/passwd --
ann:x:1001:1001::/home/ann:/bin/sh
`;
