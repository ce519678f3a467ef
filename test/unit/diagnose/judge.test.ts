import { describe, expect, it } from 'vitest';
import { judge } from '../../../client/src/diagnose/judge.ts';
import { renderDiagnosis } from '../../../client/src/diagnose/render.ts';
import { readEvidence } from './evidence.ts';

const here = 'dns ns1! 10 mx1.shop.example 192.0.2.25\nown 192.0.2.25';
const there = 'dns ns1! 10 mx.old.example 198.51.100.7\nown 192.0.2.25';
const taken = 'files accepted 250 2.1.5 as local by mydestination of mx1.shop.example';
const refused = 'files rejected 550 5.1.1 unlisted as local by mydestination of mx1.shop.example';

/** One staged situation a line of the table: what was found out, the cause, and the sentence. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'the domain does not exist',
    'dns ns1! NXDOMAIN',
    'bad no-such-domain: shop.example does not exist in the DNS, so every sender bounces its mail',
  ],
  [
    'the domain takes no mail, and the server takes it for its own',
    `${taken}\ndns ns1! 0 .`,
    'bad null-mx: shop.example says with a null MX that it takes no mail, so senders bounce it at once with 5.1.10',
  ],
  [
    'the exchanger has no address',
    'dns ns1! 10 mx1.shop.example',
    'bad mx-without-address: mx1.shop.example, the MX of shop.example, has no address, so its mail bounces or waits',
  ],
  [
    'there is neither MX nor address',
    'dns ns1!',
    'bad mx-without-address: shop.example has neither MX nor address, so nobody can send it mail',
  ],
  [
    'the user is unknown, and the files say so too',
    `${refused}\n${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`,
    'bad unknown-user: erin+x@shop.example is unknown to mx1.shop.example',
  ],
  [
    'no file is open',
    `${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`,
    'bad unknown-user: erin+x@shop.example is unknown to mx1.shop.example',
  ],
  ['no server may be asked', refused, 'bad unknown-user: erin+x@shop.example is unknown to etc/any.cf: it will answer 550 5.1.1'],
  [
    'the alias leads to nobody',
    `${taken}\nbounces dead@shop.example 5.1.1 no user "dead"\n${here}\nhost mx1.shop.example 192.0.2.25 exists 250 2.1.5 Ok`,
    'bad dead-target: erin+x@shop.example is accepted, then its mail for dead@shop.example bounces with 5.1.1',
  ],
  [
    'no list holds the domain',
    `files deferred 454 4.7.1 as default of mx1.shop.example\n${here}\nhost mx1.shop.example 192.0.2.25 relay-denied 454 4.7.1 Relay access denied`,
    "bad domain-in-no-class: the MX of shop.example names this server, and no list of its configuration holds shop.example, so it is refused as somebody else's",
  ],
  [
    'two lists hold the domain',
    `${refused.replace('mydestination', 'mydestination, virtual_alias_domains')}\n${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`,
    'bad domain-in-two-classes: shop.example is in mydestination and virtual_alias_domains, so only the first counts and erin+x@shop.example is not found',
  ],
  [
    'the MX still names the old host, which knows no such user',
    `${taken}\n${there}\nhost mx.old.example 198.51.100.7 unknown-user 550 5.1.1 User unknown`,
    'bad mx-at-old-host: the MX of shop.example names mx.old.example, not the server that this configuration describes, so mail from outside does not come here',
  ],
  [
    'the MX names a host that does not take the domain',
    `${taken}\n${there}\nhost mx.old.example 198.51.100.7 relay-denied 554 5.7.1 Relay access denied`,
    'bad mx-host-does-not-take-domain: mx.old.example, the MX of shop.example, does not take mail for it',
  ],
  [
    'the domain has moved away, and the server keeps it',
    `${refused}\n${there}\nhost mx.old.example 198.51.100.7 exists 250 2.1.5 Ok`,
    'bad hosted-here-mx-elsewhere: shop.example is hosted elsewhere, but this server takes it for its own, so mail from here never leaves',
  ],
  [
    'one resolver still has the old records',
    `${taken}\n${here}\ndns Google 10 mx.old.example 198.51.100.7 ttl 720\nhost mx1.shop.example 192.0.2.25 exists 250 2.1.5 Ok`,
    'warn mx-old-in-caches: the MX of shop.example is right now, but Google still gives mx.old.example for at most 12 min',
  ],
  [
    'the table was not rebuilt',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`,
    'bad not-applied: the configuration takes erin+x@shop.example, and the running server refuses it',
  ],
  [
    'a removed user is still taken',
    `${refused}\n${here}\nhost mx1.shop.example 192.0.2.25 exists 250 2.1.5 Ok`,
    'bad not-applied: the configuration knows no erin+x@shop.example, and the running server takes it',
  ],
  [
    'the backup takes what the primary refuses',
    `dns ns1! 10 mx1.shop.example 192.0.2.25 | 20 mx2.shop.example 192.0.2.26
     host mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown
     host mx2.shop.example 192.0.2.26 accepts-all 250 2.1.5 Ok`,
    'bad backup-accepts-primary-refuses: mx1.shop.example refuses erin+x@shop.example and the backup mx2.shop.example takes it, so mail that comes in over the backup bounces later',
  ],
  [
    'any name is taken',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 accepts-all 250 2.1.5 Ok`,
    'warn catch-all-hides: mx1.shop.example takes any name, so nobody learns whether erin+x@shop.example is misspelled',
  ],
  [
    'a new client has to wait',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 greylisted 450 4.7.1 Greylisted`,
    'warn greylisted: mx1.shop.example makes a new client wait, so nothing is known of the recipient yet',
  ],
  [
    'a rule of the server refuses with the code of an unknown user',
    `files rejected 550 5.1.1 restriction as local by mydestination of mx1.shop.example\n${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 go away`,
    'warn policy-block: mx1.shop.example refuses by a rule, though its code 550 5.1.1 looks like an unknown user, so nothing is known of the mailbox',
  ],
  [
    'the words of a refusal name a block list',
    `${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 203.0.113.9 is listed at zen.spamhaus.org`,
    'warn policy-block: mx1.shop.example refuses by a rule, though its code 550 5.1.1 looks like an unknown user, so nothing is known of the mailbox',
  ],
  [
    'the server does not split at the delimiter',
    `${refused}\nplain accepted\n${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown\nplain exists`,
    'bad delimiter-not-honored: erin+x@shop.example is refused and the same address without its extension is taken, so the server does not split at the +',
  ],
  [
    'every connection runs into its deadline',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 unreachable timeout no answer`,
    'warn port-25-blocked: nothing answers on port 25, at no exchanger, as where outgoing port 25 is blocked',
  ],
  [
    'the probe itself recognizes a blocked port',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 unreachable port-blocked no answer`,
    'warn port-25-blocked: nothing answers on port 25, at no exchanger, as where outgoing port 25 is blocked',
  ],
  [
    'the connection is refused',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 unreachable refused connection refused`,
    'bad mx-does-not-answer: mx1.shop.example does not answer on port 25, so mail for shop.example waits at its senders',
  ],
  [
    'a permanent fault has a temporary code',
    `${here}\nhost mx1.shop.example 192.0.2.25 unknown-user 450 4.1.1 User unknown`,
    'bad temporary-code: erin+x@shop.example is unknown, and the server says so with the temporary code 450 4.1.1, so senders try for days',
  ],
  [
    'a server that was named does not relay',
    'host mail.any.example 192.0.2.9 relay-denied 554 5.7.1 Relay access denied',
    'bad relay-denied: mail.any.example does not take mail for shop.example',
  ],
  [
    'all is well',
    `${taken}\n${here}\nhost mx1.shop.example 192.0.2.25 exists 250 2.1.5 Ok`,
    'good arrives: mx1.shop.example takes mail for erin+x@shop.example, as the configuration says',
  ],
  ['nothing was found out', '', 'plain undecided: neither the files nor the DNS nor a server tells what becomes of the mail'],
];

describe('the cause', () => {
  it.each(cases)('where %s', (_, evidence, expected) => {
    const { tone, cause, says } = judge(readEvidence(`erin+x@shop.example\n${evidence}`));
    expect(`${tone} ${cause}: ${says}`).toBe(expected);
  });
});

describe('a diagnosis', () => {
  it('shows the proof of each side', () => {
    const evidence = readEvidence(`erin@shop.example
      ${taken}
      dns ns1! 10 mx1.shop.example 192.0.2.25
      dns Google 10 mx.old.example 198.51.100.7 ttl 720
      own 192.0.2.25
      host mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`);
    expect(`\n${renderDiagnosis(judge(evidence))}`).toMatchInlineSnapshot(`
      "
      erin@shop.example: the configuration takes erin@shop.example, and the running server refuses it (/etc/any:3) [not-applied]
        mx1.shop.example answers 550 5.1.1 where the files say 250 2.1.5: a table was not rebuilt, or the server was not reloaded
        -> Rebuild the compiled tables
        -> Reload the server, then ask again
        -> See that these files are the ones that the server reads
        configuration etc/any.cf: accepts (predicted) (any.cf:3)
          250 2.1.5
        dns MX of shop.example: the MX names this server; Google still gives others
          10 mx1.shop.example 192.0.2.25
        server mx1.shop.example: unknown-user, against the prediction
          550 5.1.1 User unknown
        also: the MX of shop.example is right now, but Google still gives mx.old.example for at most 12 min
      "
    `);
  });

  it('escapes what servers said', () => {
    const evidence = readEvidence('erin@shop.example\nhost mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 \u001b[31mgone');
    expect(renderDiagnosis(judge(evidence))).not.toContain('\u001b');
  });
});
