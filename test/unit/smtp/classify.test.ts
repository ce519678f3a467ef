import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextSteps } from '../../../server/src/smtp/advice.ts';
import { classifyGreeting, classifyRecipient, classifySender } from '../../../server/src/smtp/classify.ts';
import { parseReply } from '../../../server/src/smtp/reply.ts';
import type { Reply } from '../../../server/src/smtp/types.ts';
import { expectTable } from '../net/support.ts';

function reply(text: string): Reply {
  const parsed = parseReply(text.split(' / '));
  if (!parsed) throw new Error(`no reply: ${text}`);
  return parsed;
}

test('what a reply to RCPT TO says of the recipient', () => {
  expectTable(
    `
    250 2.1.5 Ok => exists
    251 User not local; will forward to <ann@example.net> => exists
    250 => exists
    252 Cannot VRFY user, but will accept message => inconclusive
    354 go ahead => not-smtp
    550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in virtual mailbox table => unknown-user
    550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in local recipient table => unknown-user
    550-5.1.1 The email account that you tried to reach does not exist. / 550 5.1.1 Try double-checking => unknown-user
    550 No such user here => unknown-user
    550 Unrouteable address => unknown-user
    550 => unknown-user
    551 User not local => unknown-user
    553 5.3.0 <erin@example.com>... No such user => unknown-user
    550 5.4.0 Relaying denied => relay-denied
    550 5.4.4 Unable to route => inconclusive
    550 5.5.0 Requested action not taken: mailbox unavailable => unknown-user
    550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup => unknown-user
    550 5.4.1 Recipient address rejected: Access denied. => unknown-user
    550 #5.1.0 Address rejected. => unknown-user
    501 5.1.1 unknown user => unknown-user
    450 4.1.1 <a@example.com>: Recipient address rejected: User unknown in local recipient table => unknown-user
    450 4.1.1 <a@example.com>: Recipient address rejected: undeliverable address: unknown => unknown-user
    450 4.1.1 <a@example.com>: Recipient address rejected: unverified address: Address verification in progress => inconclusive
    554 5.7.1 <a@example.com>: Relay access denied => relay-denied
    454 4.7.1 <a@example.com>: Relay access denied => relay-denied
    550 relay not permitted => relay-denied
    550 5.7.1 Unable to relay => relay-denied
    553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1) => relay-denied
    550 5.1.2 Domain not handled => relay-denied
    556 => relay-denied
    450 4.2.0 <a@example.com>: Recipient address rejected: Greylisted => greylisted
    450 4.7.1 Greylisted, try again later => greylisted
    451 Greylisting in action, please come back later => greylisted
    450 4.7.1 Try again => greylisted
    550 5.2.1 The account is disabled => disabled
    550 Mailbox disabled for this recipient => disabled
    552 5.2.2 Mailbox full => full
    452 4.2.2 Over quota => full
    552 => full
    452 4.3.1 Insufficient system storage => inconclusive
    452 4.5.3 Error: too many recipients => inconclusive
    451 Temporary local problem - please try later => inconclusive
    451 4.3.5 Server configuration error => inconclusive
    450 4.1.2 <a@example.com>: Recipient address rejected: Domain not found => inconclusive
    450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents delivery => inconclusive
    421 4.7.0 too many errors => inconclusive
    501 5.1.3 Bad recipient address syntax => inconclusive
    503 5.5.1 Error: need MAIL command => inconclusive
    550 5.6.7 SMTPUTF8 is required => inconclusive
    554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using rbl.example => policy-blocked
    450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.7] => policy-blocked
    550 5.7.1 <a@example.com>: Recipient address rejected: Access denied => policy-blocked
    554 => policy-blocked
    550 Administrative prohibition => policy-blocked
    550 5.1.8 <x@example.net>: Sender address rejected: Domain not found => sender-refused
    550 Sender verify failed => sender-refused`,
    (text) => classifyRecipient(reply(text)).verdict,
  );
});

test('the address in the reply is no hint', () => {
  const verdicts = ['relay', 'full', 'greylisting', 'disabled', 'spam'].map(
    (it) => classifyRecipient(reply(`550 <${it}@example.com>: no such user ${it}@example.com`)).verdict,
  );
  expect(verdicts).toEqual(Array.from({ length: 5 }, () => 'unknown-user'));
});

test('the codes are surer than the words', () => {
  expect(classifyRecipient(reply('550 5.1.1 this is spam, relay denied, quota'))).toMatchObject({ verdict: 'unknown-user', isSure: true });
  expect(classifyRecipient(reply('550 no such user'))).toMatchObject({ verdict: 'unknown-user', isSure: false });
});

test('a refused greeting or sender is no verdict on a recipient', () => {
  expect(classifyGreeting(reply('421 4.3.2 too busy')).verdict).toBe('unreachable');
  expect(classifyGreeting(reply('554 5.7.1 no SMTP service here')).verdict).toBe('policy-blocked');
  expect(classifyGreeting(reply('521 mail not accepted here')).verdict).toBe('policy-blocked');
  expect(classifyGreeting(reply('450 4.7.1 Greylisted')).verdict).toBe('greylisted');
  expect(classifySender(reply('550 5.1.0 <>: bounces not accepted')).verdict).toBe('sender-refused');
  expect(classifySender(reply('550 5.1.8 Domain of sender not found')).verdict).toBe('sender-refused');
  expect(classifySender(reply('550 user unknown')).verdict).toBe('sender-refused');
  expect(classifySender(reply('451 4.7.1 Greylisted')).verdict).toBe('greylisted');
  expect(classifySender(reply('452 4.3.1 Insufficient system storage')).verdict).toBe('inconclusive');
  expect(classifySender(reply('554 5.7.1 Client host blocked')).verdict).toBe('policy-blocked');
});

test('every reply has a verdict, a sentence and something to do next', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[45]\.[0-9]\.[0-9]{1,2} [a-z ]{0,30}$/));
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), text, (code, line) => {
      const parsed = parseReply([`${code} ${line}`]);
      if (!parsed) return /[\r\n]/.test(line);
      return [classifyRecipient, classifyGreeting, classifySender].every(
        (it) => it(parsed).says !== '' && 0 < nextSteps(it(parsed).verdict).length,
      );
    }),
    { numRuns: 2000 },
  );
});
