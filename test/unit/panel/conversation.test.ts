import { describe, expect, it } from 'vitest';
import { decisiveLine, wholeReplies } from '../../../client/src/panel/words/conversation.ts';
import { conversation, exists, unknownUser, unreachable } from '../../browser/panel/samples.ts';

function decisive(drawn: string, address = 'erin@shop.example'): string | undefined {
  const lines = wholeReplies(conversation(drawn));
  return lines[decisiveLine(lines, address)]?.text;
}

describe('a conversation', () => {
  it('shows a reply of several lines as one', () => {
    expect(wholeReplies(unknownUser.transcript).map(({ text }) => text)).toContain(
      '250-mx1.shop.example · PIPELINING · ENHANCEDSTATUSCODES',
    );
  });

  it('is decided by the reply to the recipient, not by the one to a made-up one', () => {
    const lines = wholeReplies(exists.transcript);
    expect(lines[decisiveLine(lines, exists.address)]?.text).toBe('250 2.1.5 Ok');
  });

  it('is decided by what went wrong where the recipient was never asked', () => {
    expect(decisive('1 ! 554 no service\n2 > QUIT\n3 < 221 bye')).toBe('554 no service');
    expect(unreachable.transcript[decisiveLine(unreachable.transcript, unreachable.address)]?.text).toBe('no connection within 10 s');
  });

  it('is decided by the cut where no reply came', () => {
    expect(decisive('1 > RCPT TO:<erin@shop.example>\n9 ✗ the server closed the connection')).toBe('the server closed the connection');
  });

  it('is decided by both lines of a reply', () => {
    expect(decisive('1 > RCPT TO:<erin@shop.example>\n2 ! 550-5.1.1 no such user\n2 ! 550 5.1.1 see help')).toBe(
      '550-5.1.1 no such user · 5.1.1 see help',
    );
  });

  it('is decided in a batch by the reply whose turn it is', () => {
    const batch = `0 · connecting to mx1.shop.example at 192.0.2.1:25
1 < 220 mx1
1 > MAIL FROM:<>
2 < 250 2.1.0 Ok
3 > RCPT TO:<anna@shop.example>
3 > RCPT TO:<erin@shop.example>
3 > RCPT TO:<ben@shop.example>
4 < 250 2.1.5 Anna
4 ! 550-5.1.1 no such
4 ! 550 5.1.1 Erin
5 < 250 2.1.5 Ben`;
    expect(decisive(batch)).toBe('550-5.1.1 no such · 5.1.1 Erin');
    expect(decisive(batch, 'ben@shop.example')).toBe('250 2.1.5 Ben');
    expect(decisive(`${batch.split('\n').slice(0, 8).join('\n')}\n9 ✗ the connection was reset`)).toBe('the connection was reset');
  });
});
