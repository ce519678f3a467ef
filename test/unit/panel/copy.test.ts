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
     0.000 -- connecting to mx1.shop.example at 192.0.2.25:25
     0.012 <- 220 mx1.shop.example ESMTP Postfix
     0.013 -> EHLO web3.shop.example
     0.025 <- 250-mx1.shop.example
     0.025 <- 250-PIPELINING
     0.025 <- 250 ENHANCEDSTATUSCODES
     0.025 -> MAIL FROM:<>
     0.037 <- 250 2.1.0 Ok
     0.037 -> RCPT TO:<erin@shop.example>
     0.084 <* 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table
     0.084 -> QUIT
     0.091 <- 221 2.0.0 Bye
`);
  });

  it('has every answer of a look-up', () => {
    const text = copied(mxRun(disagreement), 'text', now);
    expect(text).toMatch(/Cloudflare \[1\.1\.1\.1\].*\n.*10 mail\.oldhost\.example .*198\.51\.100\.7/);
    expect(text).toContain('Quad9 [9.9.9.9]: TIMEOUT');
  });

  it('is Markdown that no server can break out of', () => {
    const ticks = { ...hostile, transcript: [{ by: 'server', text: '220 ``` # free', at: 1, tls: false, expected: true }] as const };
    const markdown = copied(probeRun([ticks]), 'markdown', now);
    expect(markdown).toContain('\\<b\\>mx\\</b\\>.shop.example');
    expect(markdown).toContain('````\n   0.001 <- 220 ``` # free\n````');
    expect(markdown).not.toContain('\u202e');
  });

  it('is JSON with the facts as they came', () => {
    const { asked: at, results } = JSON.parse(copied(probeRun([unknownUser]), 'json', now));
    expect(at).toBe(new Date(asked).toISOString());
    expect(results).toEqual([unknownUser]);
  });
});
