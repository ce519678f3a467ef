/** What decides which address class a domain is in, and who is known in it. Facts: postconf(5), ADDRESS_CLASS_README, and replies of Postfix 3.7. */
export const classes: Readonly<Record<string, string>> = {
  mydestination:
    'Domains whose users are local users and aliases of this host; it is asked before the virtual and relay lists, so a domain that is also there loses its users: 550 5.1.1 in local recipient table',
  myhostname:
    'The full name of this host, and by default a local domain through mydestination: if it is the mail domain itself, virtual mailboxes of that domain are never asked',
  mydomain: 'The domain this host belongs to, by default myhostname without its first label',
  myorigin:
    'The domain added to a bare name; if it is not local, a bare name in an alias or from cron is looked up as a user of another class and may bounce with 5.1.1',
  inet_interfaces:
    'Addresses on which mail comes in; user@[address] with one of them is local too, and a host that thinks an address its own may report that mail loops back',
  inet_protocols: 'Whether IPv4, IPv6 or both are used to receive and to send',
  proxy_interfaces:
    'Addresses outside that lead here through a proxy or NAT; without them a backup MX does not know itself in the MX record and mail loops',
  local_recipient_maps:
    'Tables of the names known in local domains, where only the key matters; without $alias_maps all aliases are 5.1.1, without the user list all users, and empty accepts everybody and bounces later',
  local_transport:
    'Who delivers to local domains; if it is not local(8), aliases and users are no longer asked there and local_recipient_maps has to be set to fit',
  unknown_local_recipient_reject_code:
    'Reply code for a name that local_recipient_maps does not know; 450 says "try again" about a user who will never exist, and the sender waits for days',
  virtual_alias_domains:
    'Domains in which every address is an alias; by default every key of virtual_alias_maps that is a bare domain, and it beats virtual_mailbox_domains, whose mailboxes then answer 5.1.1',
  virtual_alias_maps:
    'Aliases for addresses of any domain; a hit makes the address known at RCPT TO whatever it leads to, so a dead target bounces later, and @domain swallows mailboxes that have no entry of their own',
  unknown_virtual_alias_reject_code:
    'Reply code for an address that virtual_alias_maps does not know in an alias domain; 450 keeps the sender waiting',
  virtual_mailbox_domains:
    'Domains whose users are listed in virtual_mailbox_maps; a domain that is also in mydestination or virtual_alias_domains is not asked here, and its mailboxes answer 5.1.1',
  virtual_mailbox_maps:
    'The mailboxes of virtual_mailbox_domains with their paths; keys are full addresses, a bare name never matches, and left empty it accepts every address',
  unknown_virtual_mailbox_reject_code: 'Reply code for an address that virtual_mailbox_maps does not know; 450 keeps the sender waiting',
  virtual_transport:
    'Who delivers to virtual_mailbox_domains; an LMTP server behind it has a user list of its own and may say 5.1.1 to a recipient taken here',
  virtual_mailbox_base:
    'What virtual(8) puts before every path of virtual_mailbox_maps; empty, the delivery agent dies and mail stays queued',
  virtual_uid_maps: 'The user id with which virtual(8) writes a mailbox; mail for a known recipient without an entry is deferred',
  virtual_gid_maps: 'The group id with which virtual(8) writes a mailbox; mail for a known recipient without an entry is deferred',
  virtual_minimum_uid: 'The smallest user id that virtual(8) accepts from virtual_uid_maps; mail for a smaller one is deferred',
  virtual_mailbox_limit:
    'The largest size of a virtual mailbox file in bytes, 0 for no limit; a mailbox that reaches it takes no more mail',
  virtual_mailbox_lock: 'How virtual(8) locks a mailbox file while it writes',
  relay_domains:
    'Domains passed on to another server, subdomains included by default; below compatibility level 2 it repeats mydestination, and a domain in a class before it is never passed on',
  relay_recipient_maps:
    'The addresses known in relay_domains; one that is missing is 5.1.1 here although the server behind knows it, and left empty everybody is taken and bounced later',
  relay_transport: 'Who passes mail on for relay_domains, by default a copy of the SMTP client',
  unknown_relay_recipient_reject_code: 'Reply code for an address that relay_recipient_maps does not know; 450 keeps the sender waiting',
  show_user_unknown_table_name:
    'Whether the reply names the table that did not know the user; switched off, 5.1.1 no longer tells the address class',
  parent_domain_matches_subdomains:
    'The lists in which example.com stands for its subdomains too; mydestination and the virtual lists are never among them, relay_domains is by default',
  compatibility_level:
    'Which generation of defaults applies; below 2 relay_domains repeats mydestination, below 1 there are no relay restrictions and smtpd refuses to run without its own',
  empty_address_recipient: 'Who gets mail for the empty address, by default the mailer daemon',
  allow_min_user: 'Whether an address may begin with a minus sign; if not, such a recipient is refused as bad syntax',
  permit_mx_backup_networks:
    'Networks of primary MX hosts for which permit_mx_backup relays; a domain taken this way has no recipient list',
};
