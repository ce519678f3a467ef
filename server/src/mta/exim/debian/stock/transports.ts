import { driver, given, type Options, type Section, where } from './lines.ts';

/** Headers that each local delivery adds. */
const added: Options = { delivery_date_add: true, envelope_to_add: true, return_path_add: true };

const rewritten = '*@+local_domains $1@DCreadhost frs : *@ETC_MAILNAME $1@DCreadhost frs';
const returnPath =
  '${if match_domain{$sender_address_domain}{+local_domains}{${sender_address_local_part}@DCreadhost}' +
  '{${if match_domain{$sender_address_domain}{ETC_MAILNAME}{${sender_address_local_part}@DCreadhost}fail}}}';
const ownName = '${lookup dnsdb {ptr=$sending_ip_address}{$value}{$primary_hostname}}';

/** What both transports to other hosts do with the message. */
const outward: readonly string[] = [
  ...given('headers_rewrite', 'REMOTE_SMTP_HEADERS_REWRITE'),
  ...given('return_path', 'REMOTE_SMTP_RETURN_PATH'),
  ...given('helo_data', 'REMOTE_SMTP_HELO_DATA'),
  ...given('headers_remove', 'REMOTE_SMTP_TRANSPORTS_HEADERS_REMOVE'),
];

/**
 * The transports of exim4-config, as far as they decide where mail goes: keys, signatures and demands of TLS are left out.
 * Source: conf.d/transport of exim4-config 4.96-15+deb12u.
 */
export const transports: Section = {
  '00_exim4-config_header': ['begin transports'],
  '10_exim4-config_transport-macros': [
    ...where('HIDE_MAILNAME', [`REMOTE_SMTP_HEADERS_REWRITE=${rewritten}`, `REMOTE_SMTP_RETURN_PATH=${returnPath}`]),
    ...where(
      'REMOTE_SMTP_HELO_FROM_DNS',
      where('REMOTE_SMTP_HELO_DATA', [`REMOTE_SMTP_HELO_DATA==${ownName}`], [`REMOTE_SMTP_HELO_DATA=${ownName}`]),
    ),
    '.ifndef REMOTE_SMTP_SMARTHOST_TLS_VERIFY_HOSTS',
    'REMOTE_SMTP_SMARTHOST_TLS_VERIFY_HOSTS = *',
    '.endif',
  ],
  '30_exim4-config_address_file': driver('address_file', 'appendfile', added),
  '30_exim4-config_address_pipe': driver('address_pipe', 'pipe', { return_fail_output: true }),
  '30_exim4-config_address_reply': driver('address_reply', 'autoreply', {}),
  '30_exim4-config_mail_spool': driver('mail_spool', 'appendfile', {
    file: '/var/mail/$local_part_data',
    ...added,
    group: 'mail',
    mode: '0660',
    mode_fail_narrower: false,
  }),
  '30_exim4-config_maildir_home': driver('maildir_home', 'appendfile', { ...added, maildir_format: true, mode_fail_narrower: false }, [
    ...where('MAILDIR_HOME_MAILDIR_LOCATION', ['directory = MAILDIR_HOME_MAILDIR_LOCATION'], ['directory = $home/Maildir']),
    ...where('MAILDIR_HOME_CREATE_DIRECTORY', ['create_directory']),
    ...given('create_file', 'MAILDIR_HOME_CREATE_FILE'),
    ...where('MAILDIR_HOME_DIRECTORY_MODE', ['directory_mode = MAILDIR_HOME_DIRECTORY_MODE'], ['directory_mode = 0700']),
    ...where('MAILDIR_HOME_MODE', ['mode = MAILDIR_HOME_MODE'], ['mode = 0600']),
  ]),
  '30_exim4-config_maildrop_pipe': driver('maildrop_pipe', 'pipe', { command: '/usr/bin/maildrop', ...added }),
  '30_exim4-config_procmail_pipe': driver('procmail_pipe', 'pipe', { command: '/usr/bin/procmail', ...added }),
  '30_exim4-config_remote_smtp': driver('remote_smtp', 'smtp', {}, [...outward, ...given('interface', 'REMOTE_SMTP_INTERFACE')]),
  '30_exim4-config_remote_smtp_smarthost': driver('remote_smtp_smarthost', 'smtp', { multi_domain: true }, [
    ...outward,
    ...given('protocol', 'REMOTE_SMTP_SMARTHOST_PROTOCOL'),
  ]),
  '35_exim4-config_address_directory': driver('address_directory', 'appendfile', { ...added, maildir_format: true }),
};
