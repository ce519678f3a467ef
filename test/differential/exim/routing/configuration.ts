/** Parts of a configuration, in the order in which they stand. */
export const partNames = ['main', 'acl', 'routers', 'transports', 'rewrite', 'retry'] as const;

export type Parts = { readonly [name in (typeof partNames)[number]]?: string };

/** A configuration out of its parts; those that are not told are those of a small host. */
export function configuration(parts: Parts): string {
  const { main = '', acl = usualAcl, routers = usualRouters, transports = '', rewrite, retry = usualRetry } = parts;
  const sections = [
    `${alwaysMain}${main}`,
    `begin acl\n${acl}`,
    `begin routers\n${routers}`,
    `begin transports\n${usualTransports}${transports}`,
    ...(rewrite === undefined ? [] : [`begin rewrite\n${rewrite}`]),
    `begin retry\n${retry}`,
  ];
  return sections.join('\n');
}

// A session here is long and has many resets and mistakes on purpose.
const alwaysMain = `primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = @ : example.com : sub.example.com
domainlist relay_domains = relay.test
hostlist relay_hosts = 127.0.0.1
acl_smtp_rcpt = acl_rcpt
keep_environment =
smtp_accept_max_nonmail_hosts =
smtp_max_synprot_errors = 100000
smtp_max_unknown_commands = 100000
`;

const usualAcl = `acl_rcpt:
  deny message = relay not permitted
       ! domains = +local_domains : +relay_domains
       ! hosts = +relay_hosts
  require verify = recipient
  accept
`;

const usualRouters = `remote:
  driver = dnslookup
  domains = ! +local_domains
  transport = smtp
  no_more
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
`;

// What cannot be delivered yet waits: without a rule it bounces.
const usualRetry = '* * F,2h,15m\n';

const usualTransports = `smtp:
  driver = smtp
local:
  driver = appendfile
  file = /var/mail/$local_part_data
  user = mail
file:
  driver = appendfile
  user = mail
pipe:
  driver = pipe
  user = mail
`;
