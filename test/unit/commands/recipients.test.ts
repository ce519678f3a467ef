import { describe, expect, it } from 'vitest';
import { parseRecipients } from '../../../client/src/commands/recipients.ts';

function read(text: string, pace?: number): readonly string[] | string {
  const recipients = parseRecipients(text, pace);
  return recipients.kind === 'refused' ? recipients.why : recipients.addresses.map((it) => it.text);
}

describe('recipients that a person types', () => {
  it.each([
    ['erin@shop.example', ['erin@shop.example']],
    ['  erin@shop.example, ann@shop.example;kim@shop.example ', ['erin@shop.example', 'ann@shop.example', 'kim@shop.example']],
    ['<erin@shop.example>\tpostmaster', ['erin@shop.example', 'postmaster']],
    ['erin@shop.example erin@shop.example', ['erin@shop.example']],
    ['"erin, the boss"@shop.example ann@shop.example', ['"erin, the boss"@shop.example', 'ann@shop.example']],
  ])('%s', (text, addresses) => {
    expect(read(text)).toEqual(addresses);
  });

  it('are refused as a whole where one of them is none', () => {
    expect(read('erin@shop.example ann')).toBe('there is no @ in ann');
    expect(read(' , ')).toBe('there is no address');
    expect(read('"erin@shop.example')).toMatch(/quote/);
  });

  it('are at most twenty, or a hundred where a pace was set', () => {
    const many = (length: number) => Array.from({ length }, (_, index) => `a${index}@shop.example`).join('\n');
    expect(read(many(21))).toMatch(/^at most 20 recipients at a time, .*; with postmaster\.probe\.pace up to 100$/);
    expect(read(many(100), 60)).toHaveLength(100);
    expect(read(many(101), 60)).toBe('at most 100 recipients at a time; the command line takes longer lists');
  });
});
