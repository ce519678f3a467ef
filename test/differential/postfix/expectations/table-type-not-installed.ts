import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/table-type-not-installed',
  fact: 'a type that dynamicmaps.cf does not name cannot be opened',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/virtual.pcre --
/^info@mail\\.example\\.com$/ alice
-- /etc/postfix/dynamicmaps.cf --
ldap postfix-ldap.so dict_ldap_open
`,
    answers: {
      'info@mail.example.com': '451 4.3.0 <info@mail.example.com>: Temporary lookup failure',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/virtual.pcre --
/^info@mail\\.example\\.com$/ alice
-- /etc/postfix/dynamicmaps.cf --
pcre postfix-pcre.so dict_pcre_open
`,
    answers: {
      'info@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
