import { describe, expect, it } from 'vitest';
import { copied } from '../../../client/src/panel/copy.ts';
import { asked, disagreement, hostile, mxRun, now, probeRun, unknownUser } from '../../browser/panel/samples.ts';

describe('a copied report', () => {
  it('is a text with the conclusion first and the whole conversation', () => {
    expect(copied(probeRun([unknownUser]), 'text', now)).toBe(`Probe: erin@shop.example (today 14:02)
erin@shop.example is unknown to mx1.shop.example
  550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table
-> Compare the address with the user and alias tables of the server that answered, letter by letter
-> Check that this server is the one that holds the mailboxes now, and not the old one

erin@shop.example at mx1.shop.example [192.0.2.25]:25: unknown user 550 5.1.1
       0 ms -- connecting to mx1.shop.example at 192.0.2.25:25
      12 ms <- 220 mx1.shop.example ESMTP Postfix
      13 ms -> EHLO web3.shop.example
      25 ms <- 250-mx1.shop.example
      25 ms <- 250-PIPELINING
      25 ms <- 250 ENHANCEDSTATUSCODES
      25 ms -> MAIL FROM:<>
      37 ms <- 250 2.1.0 Ok
      37 ms -> RCPT TO:<erin@shop.example>
      84 ms <- 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table
      84 ms -> QUIT
      91 ms <- 221 2.0.0 Bye
`);
  });

  it('has every answer of a look-up', () => {
    const text = copied(mxRun(disagreement), 'text', now);
    expect(text).toContain('Cloudflare 1.1.1.1, 9 ms: 10 mail.oldhost.example (198.51.100.7), TTL left 12 min');
    expect(text).toContain('Quad9 9.9.9.9, 2.0 s: TIMEOUT, no MX record');
  });

  it('is Markdown that no server can break out of', () => {
    const ticks = { ...hostile, transcript: [{ by: 'server', text: '220 ``` # free', at: 1, tls: false, expected: true }] as const };
    const markdown = copied(probeRun([ticks]), 'markdown', now);
    expect(markdown).toContain('\\<b\\>mx\\</b\\>.shop.example');
    expect(markdown).toContain('````\n     1 ms <- 220 ``` # free\n````');
    expect(markdown).not.toContain('\u202e');
  });

  it('is JSON with the facts as they came', () => {
    const { asked: at, results } = JSON.parse(copied(probeRun([unknownUser]), 'json', now));
    expect(at).toBe(new Date(asked).toISOString());
    expect(results).toEqual([unknownUser]);
  });
});
