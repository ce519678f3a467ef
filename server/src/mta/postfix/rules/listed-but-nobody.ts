import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { written } from '../routing/address.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { localDomain } from './shared/localDomain.ts';
import { patternSamples } from './shared/patternSamples.ts';

export const listedButNobody: Rule<Postfix> = {
  id: 'postfix/listed-but-nobody',
  severity: 'warning',
  summary: 'A list of local recipients has a name that nobody delivers',
  source: 'LOCAL_RECIPIENT_README; asked of Postfix 3.7: 250, then 5.1.1 unknown user of local(8)',
  why: `
local_recipient_maps only say whom smtpd takes mail for. An entry beyond users and aliases is for a recipient whom transport_maps or a virtual
alias send elsewhere. Without that local(8) finds nobody and bounces the mail that smtpd has accepted: \`5.1.1 unknown user\`.`,
  examples: [
    {
      title: 'A recipient whose transport is gone',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
local_recipient_maps = unix:passwd.byname $alias_maps hash:/etc/postfix/others
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/postfix/others --
wiki@example.com wiki
^^^^^^^^^^^^^^^^ smtpd takes mail for wiki@example.com and local finds nobody of that name, so it bounces with 5.1.1
-- /etc/aliases --
postmaster: root
`,
    },
    {
      title: 'A recipient with a transport, and one with a virtual alias',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
local_recipient_maps = unix:passwd.byname $alias_maps hash:/etc/postfix/others
transport_maps = hash:/etc/postfix/transport
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/postfix/others --
wiki@example.com wiki
list@example.com list
-- /etc/postfix/transport --
wiki@example.com smtp:[wiki.example.com]
-- /etc/postfix/virtual --
list@example.com list@example.org
-- /etc/aliases --
postmaster: root
`,
    },
  ],

  *check(system) {
    const domain = localDomain(system);
    const own = new Set(system.mapsOf('alias_maps').tables.flatMap((it) => it.file?.file ?? []));
    for (const { file, ref } of system.mapsOf('local_recipient_maps').tables) {
      if (!file || ref.type === 'unix' || own.has(file.file)) continue;
      for (const { who, at } of namesIn(file, domain)) {
        if (!nobodyBehind(system, who)) continue;
        yield finding(at, who);
      }
    }
    for (const { at, ...mailbox } of patternSamples(system, 'local_recipient_maps')) {
      const who = written(mailbox);
      if (nobodyBehind(system, who)) yield finding(at, who);
    }
  },
};

function finding(at: Place, who: string): Finding {
  return { at, message: `smtpd takes mail for ${who} and local finds nobody of that name, so it bounces with 5.1.1` };
}

/** Large lists are judged by their beginning. */
const MOST_ASKED = 1000;

/** Addresses, and names as addresses of a domain that this host delivers. */
function* namesIn({ rows }: TableFile, domain: string | undefined) {
  for (let row = 0; row < Math.min(rows.count, MOST_ASKED); row++) {
    const key = rows.key(row);
    const who = key.includes('@') ? key : domain === undefined ? undefined : written({ local: key, domain });
    if (who !== undefined && !who.startsWith('@')) yield { who, at: rows.keyAt(row) };
  }
}
