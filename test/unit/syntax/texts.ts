import type { Format } from '../../../server/src/core/syntax.ts';
import { aliases } from '../../../server/src/formats/aliases.ts';
import { nameList } from '../../../server/src/formats/nameList.ts';
import { passwd } from '../../../server/src/formats/passwd.ts';
import { postmapTable } from '../../../server/src/formats/postmapTable.ts';
import { dovecotConf } from '../../../server/src/mta/dovecot/syntax/dovecotConf.ts';
import { usersFile } from '../../../server/src/mta/dovecot/syntax/usersFile.ts';
import { updateConf } from '../../../server/src/mta/exim/debian/updateConf.ts';
import { lsearchTable } from '../../../server/src/mta/exim/lookup/lsearch.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { cidrTable } from '../../../server/src/mta/postfix/syntax/cidrTable.ts';
import { mainCf } from '../../../server/src/mta/postfix/syntax/mainCf.ts';
import { masterCf } from '../../../server/src/mta/postfix/syntax/masterCf.ts';
import { pcreTable, regexpTable } from '../../../server/src/mta/postfix/syntax/patternTable.ts';

/** A text of each kind with most of what such files hold, for readers that are then given pieces and distortions of it. */
export const texts: readonly (readonly [Format, string])[] = [
  [
    mainCf,
    `# See the manual\ncompatibility_level = 3.6\nmyhostname=mail.example.com\n\nmydestination = $myhostname,\n  localhost.$mydomain\n# between\n\tlocalhost, /etc/postfix/domains\nown = \${{$compatibility_level} >=level {3.6} ? {a, b} : {c}}\nvirtual_alias_maps = \${indexed}virtual, inline:{ {a@b.test = c, d}, e=f }\nlocal_recipient_maps =\nsmtpd_recipient_restrictions = check_recipient_access { pcre:{ {/^a$$/ REJECT} } }\n<<<<<<< HEAD\nmydomain = \${x?y}$$z # no comment\r\n`,
  ],
  [
    masterCf,
    `smtp      inet  n       -       y       -       -       smtpd\n  -o smtpd_relay_restrictions=permit_mynetworks,reject\n  -o { smtpd_x = a, b } -v\n#628 inet n - y - - qmqpd\npickup unix n - y 60 1 pickup\nvmail unix - n n - - pipe\n  flags=R user=vmail argv=/bin/x -d \${recipient}\n10025 inet n\n`,
  ],
  [
    postmapTable,
    `# virtual\nann@a.test  alice\n@a.test\tbob, carol\n"q \\" q"@a.test x\nlist@a.test a@b.test,\n  # not\n  c@d.test\n\nempty\n ann@a.test indented\nÜmlaut@a.test y\nANN@A.TEST z\n`,
  ],
  [
    aliases,
    `# aliases\npostmaster: root\nlist: alice, "bob", |"/bin/x y", :include:/etc/list,\n  # not\n  /var/mail/x\n"quoted key": Alice <alice@a.test> (really)\ntwo words: friends: a, b;\nann@a.test: no\nno colon\n POSTMASTER: x\nempty:\n`,
  ],
  [regexpTable, `/^a(b|c)@/ $1@x.test\nif !/x\\.test$/i\n!/[[:alpha:]]+/ one\n  two\nendif\n/[]a]/ \${1}\n|d\\|e| y\n/unclosed\n`],
  [pcreTable, `/^(?<n>\\w+)\\+.*@a\\.test$/ $1@a.test\nif /(?i)b/\n/\\Qa\\E/ c\n/(?>d)/ e\nendif\nendif\n/f{2,}/xU g\n`],
  [cidrTable, `192.0.2.0/24 REJECT\n2001:db8::/32 OK\nif 10.0.0.0/8\n!10.1.0.0/16 DUNNO\nendif\n192.0.2.1/24 x\n`],
  [nameList, `# domains\na.test, b.test\n !c.test /etc/postfix/more\nd.test # e.test\n`],
  [
    dovecotConf,
    `# x\nprotocols = $protocols lmtp # y\n!include conf.d/*.conf\n!include_try "a b"\nauth_username_format = "%Ln" \nssl_key = </k\nservice lmtp {\n  inet_listener a {\n    port = 24\n  } # z\n}\nuserdb "q w" {\n driver = passwd-file \\\n  args = x\n}\n}\nlonely\npassdb{\nauth default {\n`,
  ],
  [usersFile, `# x\nann@a.test:{PLAIN}x:1001:1001::/h::userdb_mail=maildir:/m\nbob\n:x\nc:x:0:0\r\n`],
  [passwd, `root:x:0:0:root:/root:/bin/sh\nann:x:1001:1001:Ann,,,:/home/ann:/bin/sh\n+::::::\nbroken\n`],
  [
    eximConf,
    `# exim\nDOM = example.com\n.ifdef DOM\nprimary_hostname = mail.DOM\n.else\n.include_if_exists /etc/x\n.endif\nhide mysql_servers = "a\\tb"\ndomainlist d = @ : \\\n  # between\n   DOM : <; x\n\nbegin acl\ncheck_rcpt:\n  deny  message = no\n        !verify = recipient\n  warn set acl_m_x = \${if eq{a}{b}{c}fail}\nbegin routers\nusers: \n  driver = accept\n  no_more\nbegin rewrite\n*@a.test "$1@b" Tq\n*  *  F,2h,15m\r\n`,
  ],
  [lsearchTable, `# table\nann: x, y\n  # not\n\tmore\n"a \\" b": quoted\nempty:\nspaced   value\n\n  lost\nANN: again\n: nobody\n`],
  [
    updateConf,
    `# debconf\ndc_eximconfig_configtype='internet'\ndc_other_hostnames="a.test:b.test"\n dc_x=plain # y\nMACRO='x\nCFILEMODE='644'\n=\n`,
  ],
];
