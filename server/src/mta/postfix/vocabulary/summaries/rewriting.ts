/** What changes an address before it is looked up. Facts: ADDRESS_REWRITING_README, postconf(5), and replies of Postfix 3.7. */
export const rewriting: Readonly<Record<string, string>> = {
  canonical_maps:
    'Rewrites all addresses before anything is looked up, again and again until none fits; a hit makes a recipient known, and a dead result bounces later',
  sender_canonical_maps: 'Rewrites sender addresses before canonical_maps; it makes no recipient known',
  recipient_canonical_maps:
    'Rewrites recipient addresses before canonical_maps; a hit makes the recipient known at RCPT TO, whatever it leads to',
  canonical_classes: 'Which addresses canonical_maps rewrites: envelope or header, sender or recipient',
  sender_canonical_classes: 'Which addresses sender_canonical_maps rewrites: envelope or header',
  recipient_canonical_classes: 'Which addresses recipient_canonical_maps rewrites: envelope or header',
  masquerade_domains:
    'Domains whose subdomains are cut off from addresses; with envelope recipients among masquerade_classes, mail for a subdomain becomes mail for the domain',
  masquerade_exceptions: 'Users whose address keeps its subdomain',
  masquerade_classes: 'Which addresses masquerade_domains shortens; recipients of the envelope are not among them by default',
  smtp_generic_maps: 'Rewrites addresses of mail that leaves by SMTP; a recipient that is rewritten arrives elsewhere as somebody else',
  lmtp_generic_maps: 'Rewrites addresses of mail that leaves by LMTP, so that the server behind may see a user it does not know',
  append_at_myorigin: 'Whether a bare name gets @myorigin; Postfix relies on it, so it stays on',
  append_dot_mydomain: 'Whether user@host becomes user@host.mydomain; on by default only at compatibility level 0',
  local_header_rewrite_clients: 'Clients whose incomplete header addresses are completed as if they were local',
  remote_header_rewrite_domain: 'What completes header addresses from all other clients; empty leaves them as they are',
  virtual_alias_recursion_limit:
    'How many steps one alias may take; a loop reaches it and the message is refused with a temporary failure at the end of DATA',
  virtual_alias_expansion_limit:
    'How many recipients one address may become; a larger list is refused with a temporary failure at the end of DATA',
  virtual_alias_address_length_limit: 'How long an address may grow by aliases, which stops a loop that adds to it',
  always_bcc: 'An address that gets a copy of all mail; if nobody knows it, every message makes a bounce',
  sender_bcc_maps: 'Who gets a copy of mail from this sender; an unknown address bounces for every message',
  recipient_bcc_maps: 'Who gets a copy of mail for this recipient; an unknown address bounces for every message',
  enable_original_recipient: 'Whether X-Original-To is written, and duplicates counted by original and final recipient',
  receive_override_options:
    'Steps left out while mail comes in, such as no_address_mappings and no_unknown_recipient_checks; with the latter nobody is unknown at RCPT TO',
  resolve_dequoted_address: 'Whether quotes around the name are taken off before routing, which stops user@domain hidden in quotes',
  resolve_null_domain: 'Whether an address that ends with @ counts as local instead of as bad syntax',
  resolve_numeric_domain: 'Whether user@192.0.2.1 counts as user@[192.0.2.1] instead of as bad syntax, 501 5.1.3',
  strict_rfc821_envelopes: 'Whether an address in MAIL FROM or RCPT TO has to stand in angle brackets, without comments',
  smtputf8_enable: 'Whether addresses may have letters beyond ASCII; the servers behind have to know them as well',
};
