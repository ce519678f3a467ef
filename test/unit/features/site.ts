/** A host with an alias file, virtual aliases and mailboxes, for the features that follow mail. */
export const site = `
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
mynetworks = 127.0.0.0/8
alias_maps = hash:/etc/aliases
virtual_alias_domains = example.net
virtual_alias_maps = texthash:/etc/postfix/virtual
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- etc/aliases --
postmaster: root
root: jane
staff: jane, nosuch, |/bin/report
gone: nosuch
-- etc/postfix/virtual --
info@example.net jane@mail.example.com
all@example.net info@example.net, staff@localhost, eve@example.org
@example.net postmaster
`;
