import { driver, type Section } from './lines.ts';

/** Sections that decide about senders, about when to try again, and about who this host is to others. None about recipients. */

export const retry: Section = {
  '00_exim4-config_header': ['begin retry'],
  '30_exim4-config': ['* * F,2h,15m; G,16h,1h,1.5; F,4d,6h'],
};

const looked = '"${lookup{${local_part}}lsearch{/etc/email-addresses}{$value}fail}" Ffrs';

export const rewrite: Section = {
  '00_exim4-config_header': ['begin rewrite'],
  '31_exim4-config_rewriting': ['.ifndef NO_EAA_REWRITE_REWRITE', `*@+local_domains ${looked}`, `*@ETC_MAILNAME ${looked}`, '.endif'],
};

const password = '${lookup{$host}nwildlsearch{CONFDIR/passwd.client}{$value}fail}';

/** The authenticators of a client, without what they send. */
export const auth: Section = {
  '00_exim4-config_header': ['begin authenticators'],
  '30_exim4-config_examples': [
    ...driver('cram_md5', 'cram_md5', { public_name: 'CRAM-MD5' }),
    `PASSWDLINE=${password}`,
    ...driver('plain', 'plaintext', { public_name: 'PLAIN' }),
    ...driver('login', 'plaintext', { public_name: 'LOGIN' }),
  ],
};
