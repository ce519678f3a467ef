import type { Term } from '../../../core/mta.ts';
import type { ParsedFile } from '../../../core/syntax.ts';
import type { NameUse } from '../../../core/system.ts';
import { type UpdateConf, updateConf } from './updateConf.ts';

/** What stands in update-exim4.conf.conf. Source: update-exim4.conf(8) of exim4-config 4.96; own words. */
export const answers: readonly Term[] = [
  {
    name: 'dc_eximconfig_configtype',
    summary:
      'What kind of host this is: internet sends mail itself, smarthost and satellite give it to another host, local sends none away',
  },
  {
    name: 'dc_other_hostnames',
    summary: 'Domains whose mail ends here; for one that is missing strangers are told that relaying is not permitted',
  },
  {
    name: 'dc_local_interfaces',
    summary: 'Addresses at which Exim listens, all where it is empty; 127.0.0.1 alone takes no mail from outside',
  },
  { name: 'dc_relay_domains', summary: 'Domains of other servers whose mail this host takes and passes on' },
  { name: 'dc_relay_nets', summary: 'Networks whose hosts may send anywhere through this one' },
  { name: 'dc_smarthost', summary: 'The host that gets all mail for others, with two colons and a port where that is not 25' },
  { name: 'dc_readhost', summary: 'The domain that senders of this host get where dc_hide_mailname is true' },
  { name: 'dc_hide_mailname', summary: 'Whether dc_readhost stands in for the name of the host in senders' },
  { name: 'dc_minimaldns', summary: 'Whether the DNS is asked as seldom as possible, as on a line that is dialed' },
  {
    name: 'dc_use_split_config',
    summary: 'Whether the pieces in conf.d are read or exim4.conf.template; what is changed in the other one counts for nothing',
  },
  { name: 'dc_mailname_in_oh', summary: 'A mark of the package: the mail name is one of dc_other_hostnames' },
  { name: 'dc_localdelivery', summary: 'The transport for mailboxes of this host: mail_spool, maildir_home or one of your own' },
  { name: 'CFILEMODE', summary: 'The mode of the file that is made of all this, in octal digits' },
];

/** Where they are set, if this file is the one. */
export function answersIn(root: ParsedFile): readonly NameUse[] {
  if (root.format !== updateConf.id) return [];
  return (root as UpdateConf).assignments.map(({ name }) => ({ kind: 'setting', name: name.text, role: 'definition', at: name.at }));
}
