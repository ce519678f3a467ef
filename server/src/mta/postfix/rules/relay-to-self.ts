import type { Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { rightSide } from '../../../formats/postmapTable.ts';
import { UNKNOWN_HOST } from '../parameters.ts';
import type { Postfix } from '../system.ts';
import { tableSources } from './shared/tableSources.ts';

export const relayToSelf: Rule<Postfix> = {
  id: 'postfix/relay-to-self',
  severity: 'warning',
  summary: 'Mail is sent on to the host that sends it',
  source: 'postconf(5), relayhost; transport(5); asked of Postfix 3.7: relayhost configuration problem, and 5.4.6 loops back to myself',
  why: `
A host that hands mail to itself over SMTP notices it: with a relayhost that is its own name the mail for everybody else stays
in the queue and the log says \`relayhost configuration problem\`; with an entry of transport_maps it bounces with
\`5.4.6 mail for example.org loops back to myself\`. It happens where one main.cf is copied to the host that was its relay.
Another port, such as that of a content filter, is another server.`,
  examples: [
    {
      title: 'A main.cf that was copied to the relay',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = smtp.example.com
relayhost = [smtp.example.com]
            ^^^^^^^^^^^^^^^^^^ smtp.example.com is this host itself, so mail for everybody else goes in a circle
`,
    },
    {
      title: 'An entry of the transport table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
transport_maps = hash:/etc/postfix/transport
-- transport --
example.org smtp:[mail.example.com]
            ^^^^^^^^^^^^^^^^^^^^^^^ mail.example.com is this host itself, so mail for example.org goes in a circle
`,
    },
    {
      title: 'Another host, and another port of this one',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relayhost = [smtp.example.com]:587
relay_domains = example.org
transport_maps = hash:/etc/postfix/transport
-- transport --
example.org smtp:[127.0.0.1]:10025
example.net lmtp:inet:mail.example.com
`,
    },
  ],

  *check(system) {
    const { parameters } = system;
    const at = parameters.assignment('relayhost')?.valueAt;
    const relay = ownName(system, parameters.text('relayhost'));
    if (at && relay !== undefined) yield finding(at, relay, 'everybody else');
    for (const { file, settings } of tableSources(system)) {
      if (!settings.has('transport_maps')) continue;
      const { rows } = file;
      for (let row = 0; row < rows.count; row++) {
        const nexthop = /^(?:smtp|relay)?:(.*)$/.exec(rightSide(rows, row))?.[1];
        const name = nexthop === undefined ? undefined : ownName(system, nexthop);
        if (name !== undefined) yield finding(rows.valueAt(row), name, rows.key(row));
      }
    }
  },
};

/** The name of this host in a next hop, where no other port makes it another server. */
function ownName({ parameters }: Postfix, nexthop: string): string | undefined {
  const [, host] = /^\[([^\]]+)\](?::(?:25|smtp))?$/.exec(nexthop.trim()) ?? [];
  const own = parameters.text('myhostname');
  return host !== undefined && own !== UNKNOWN_HOST && host.toLowerCase() === own.toLowerCase() ? host : undefined;
}

function finding(at: Place, name: string, whose: string) {
  return { at, message: `${name} is this host itself, so mail for ${whose} goes in a circle` };
}
