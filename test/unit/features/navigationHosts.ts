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
