/** What local(8) does with a name in a local domain. Facts: local(8), aliases(5), postconf(5), and replies of Postfix 3.7. */
export const local: Readonly<Record<string, string>> = {
  alias_maps:
    'Tables of aliases for local names; a key with @domain never matches, and an alias whose target nobody knows is taken at RCPT TO and bounces with 5.1.1',
  alias_database:
    'The alias files that newaliases compiles; a file in alias_maps that is missing here keeps its old contents, and new aliases stay unknown',
  luser_relay:
    'Where mail for unknown local users goes; it catches nobody as long as local_recipient_maps refuses them first with 550 5.1.1',
  mailbox_transport:
    'Who delivers to all local users after aliases; users that only it knows are 5.1.1 at RCPT TO unless local_recipient_maps lists them',
  mailbox_transport_maps: 'Who delivers to which local user, before mailbox_transport; a name listed here is not thereby a known user',
  fallback_transport:
    'Who gets local names that are no user and no alias; local_recipient_maps refuses them before with 550 5.1.1, unless they are listed there',
  fallback_transport_maps: 'Who gets which unknown local name, before fallback_transport; a name listed here is not thereby a known user',
  home_mailbox: 'The mailbox below the home directory of a user; a slash at its end makes it a maildir',
  mail_spool_directory: 'The folder of the mailboxes that are not in home directories',
  mailbox_command: 'The command that delivers to local users instead of local(8), with the rights of the user',
  mailbox_command_maps: 'The command that delivers to this or that local user, before mailbox_command',
  mailbox_size_limit:
    'The largest size of any file that local delivery writes, 0 for no limit; it may not be smaller than message_size_limit',
  mailbox_delivery_lock: 'How local(8) locks a mailbox file while it writes',
  forward_path:
    'Where the .forward file of a user is looked for; a dead address in it bounces with 5.1.1 to a sender who wrote to a good one',
  allow_mail_to_commands: 'Where an alias may lead to a command: alias, forward or include files',
  allow_mail_to_files: 'Where an alias may lead to a file: alias, forward or include files',
  local_command_shell: 'The shell for commands in aliases and .forward files',
  default_privs: 'The user whose rights a command or file in an alias of root gets',
  recipient_delimiter:
    'The character between a name and its extension; unset, user+tag is another user and 5.1.1, and a minus sign splits mary-ann into an unknown mary at delivery',
  owner_request_special: 'Whether owner-list and list-request are one name although recipient_delimiter is a minus sign',
  expand_owner_alias: 'Whether the sender of list mail becomes the target of the owner alias instead of the alias itself',
  reset_owner_alias: 'Whether an alias below a list, without an owner alias of its own, forgets the owner of the list',
  require_home_directory: 'Whether delivery waits until the home directory of the user is there',
  propagate_unmatched_extensions:
    'Which tables carry the extension of the address over to its target; a target in another system may not know user+tag',
  frozen_delivered_to: 'Whether loops are looked for in the message as it came, or in what aliases have added since',
  prepend_delivered_header: 'For which deliveries local(8) writes Delivered-To, by which it finds loops',
  biff: 'Whether logged-in users are told of new mail',
  strict_mailbox_ownership: 'Whether a mailbox has to belong to its user; if it does not, mail is deferred',
  local_destination_recipient_limit:
    'How many recipients one local delivery may have; above 1 the concurrency limit counts per domain instead of per user',
  local_destination_concurrency_limit: 'How many deliveries to the same local user go on at once',
  local_delivery_status_filter: 'A table that rewrites the codes that local(8) reports, so that a 4.x.x may leave as 5.x.x and back',
  command_time_limit: 'How long a command of an alias or of pipe(8) may run',
  allow_percent_hack: 'Whether user%domain is read as user@domain; with it, user%other@here is relaying and not an unknown user',
  swap_bangpath: 'Whether host!user is read as user@host; with it, host!user@here is relaying and not an unknown user',
};
