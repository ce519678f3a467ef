import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { concludeProbe } from '../../../client/src/panel/words/probe.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';

const result: ProbeResult = {
  address: 'erin@shop.example',
  mx: 'mx1.shop.example',
  ip: '192.0.2.25',
  port: 25,
  verdict: 'unknown-user',
  code: 550,
  enhanced: '5.1.1',
  text: '550 5.1.1 User unknown',
  next: ['Do this'],
  transcript: [],
  ms: 91,
};

describe('the sentence of a probe', () => {
  it.each<[ProbeVerdict, string, string]>([
    ['exists', 'good', 'erin@shop.example exists at mx1.shop.example'],
    ['unknown-user', 'bad', 'erin@shop.example is unknown to mx1.shop.example'],
    ['accepts-all', 'warn', 'mx1.shop.example accepts any name, so this answer proves nothing'],
    ['disabled', 'bad', 'erin@shop.example exists at mx1.shop.example but is disabled'],
    ['full', 'warn', 'erin@shop.example exists at mx1.shop.example but its mailbox is full'],
    ['policy-blocked', 'warn', 'mx1.shop.example refuses this client, not the recipient'],
    ['greylisted', 'warn', 'mx1.shop.example asks to come back later: probe again in 5 minutes'],
    ['relay-denied', 'bad', 'mx1.shop.example does not take mail for shop.example, so its MX record or its list of domains is wrong'],
    ['sender-refused', 'warn', 'mx1.shop.example refuses the probe’s sender, not the recipient'],
    ['unreachable', 'bad', 'mx1.shop.example does not answer on port 25'],
    ['not-smtp', 'bad', 'what answers at mx1.shop.example port 25 does not speak SMTP'],
    ['inconclusive', 'plain', 'the answer of mx1.shop.example does not tell whether erin@shop.example exists'],
  ])('%s', (verdict, tone, says) => {
    expect(concludeProbe([{ ...result, verdict }])).toMatchObject({ tone, says, proof: '550 5.1.1 User unknown', next: ['Do this'] });
  });

  it.each([
    ['timeout', 'mx1.shop.example did not answer in time on port 25'],
    ['refused', 'mx1.shop.example refuses connections on port 25'],
    ['withheld', 'mx1.shop.example leads to a local address and was not contacted'],
    ['declined', 'mx1.shop.example was not contacted, because you did not allow it'],
    ['port-blocked', 'this machine cannot reach any mail server: outgoing port 25 is blocked here'],
    ['proxy', 'mx1.shop.example was not reached, because the proxy did not let us through'],
    ['dns', 'no mail exchanger of shop.example could be asked'],
    ['endless', 'mx1.shop.example does not answer on port 25'],
  ])('a connection that failed by %s is the connection’s fault', (failure, says) => {
    expect(concludeProbe([{ ...result, verdict: 'unreachable', failure }]).says).toBe(says);
  });

  it('says what an accepted recipient proves', () => {
    const says = 'the server accepts the recipient and refuses one that cannot exist';
    expect(concludeProbe([{ ...result, verdict: 'exists', says }]).detail).toBe(says);
  });

  it('names a server without a name by its address', () => {
    expect(concludeProbe([{ ...result, mx: '' }]).says).toBe('erin@shop.example is unknown to 192.0.2.25');
  });

  it('counts several recipients and names those that are unknown', () => {
    const ann: ProbeResult = { ...result, address: 'ann@shop.example', verdict: 'exists', next: [] };
    const kim: ProbeResult = { ...result, address: 'kim@shop.example' };
    expect(concludeProbe([ann, result, kim])).toEqual({
      tone: 'bad',
      says: '2 of 3 recipients are unknown: erin@shop.example and kim@shop.example',
      next: ['Do this'],
    });
    expect(concludeProbe([ann, ann]).says).toBe('all 2 recipients exist');
    expect(concludeProbe([ann, { ...kim, verdict: 'greylisted' }]).says).toBe('1 of 2 recipients could not be verified');
  });

  it('shows what a server hides in its words', () => {
    const { proof } = concludeProbe([{ ...result, text: '550 \u202egnp.exe \u001b[2J' }]);
    expect(proof).toBe('550 \\u{202e}gnp.exe \\x1b[2J');
  });
});
