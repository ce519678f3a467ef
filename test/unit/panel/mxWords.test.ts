import { describe, expect, it } from 'vitest';
import type { MxAnswer, MxFinding } from '../../../client/src/net/results.ts';
import { concludeMx, difference, differing, differsHow, reference } from '../../../client/src/panel/words/mx.ts';

/** Reads an answer: "Google NOERROR 10 mx1.shop.example 192.0.2.25 3600, 20 …"; a `!` before the name marks an authoritative server. */
function answer(drawn: string, findings: readonly MxFinding[] = []): MxAnswer {
  const [name = '', rcode = '', ...words] = drawn.split(' ');
  const rows = words.length === 0 ? [] : words.join(' ').split(', ');
  const records = rows.map((row) => {
    const [preference, exchange = '', ip = '', ttl] = row.split(' ');
    const addresses = ip === '-' ? [] : [{ ip, ttl: Number(ttl), family: 4 as const }];
    return { preference: Number(preference), exchange, ttl: Number(ttl), addresses };
  });
  const resolver = { name: name.replace('!', ''), address: '192.0.2.53' };
  return { domain: 'shop.example', resolver, authoritative: name.startsWith('!'), rcode, records, findings, notes: [], ms: 3 };
}

function conclude(...answers: readonly MxAnswer[]): string {
  const { tone, says, next } = concludeMx('shop.example', { answers, findings: [] });
  return [`${tone}: ${says}`, ...next.map((it) => `  ${it}`)].join('\n');
}

const usual = '10 mx1.shop.example 192.0.2.25 3600';
const old = '10 mail.oldhost.example 198.51.100.7 720';

describe('what resolvers answer together', () => {
  it('names the exchangers in the order of preference where all agree', () => {
    expect(
      conclude(
        answer(`Google NOERROR 20 mx2.shop.example 192.0.2.26 60, ${usual}`),
        answer(`Quad9 NOERROR ${usual}, 20 MX2.shop.example 192.0.2.26 9`),
      ),
    ).toBe('good: mail for shop.example goes to mx1.shop.example and mx2.shop.example; both resolvers agree');
  });

  it('says who still gives another answer, and for how long at most', () => {
    expect(conclude(answer(`System NOERROR ${usual}`), answer(`Cloudflare NOERROR ${old}`), answer(`Google NOERROR ${usual}`))).toBe(
      [
        'warn: resolvers disagree: Cloudflare still answers mail.oldhost.example, for 12 min at most',
        '  Look up again in 12 min, when the old answer has run out',
        '  Keep mail.oldhost.example running until then',
      ].join('\n'),
    );
  });

  it('believes the authoritative server before a majority', () => {
    const answers = [answer(`A NOERROR ${old}`), answer(`B NOERROR ${old}`), answer(`!ns1 NOERROR ${usual}`)];
    expect(reference(answers)?.resolver.name).toBe('ns1');
    expect(differing(answers).map(({ resolver }) => resolver.name)).toEqual(['A', 'B']);
  });

  it('marks who is behind the zone with the time that is left, also where there was nothing before', () => {
    const before = { ...answer('A NXDOMAIN'), negativeTtl: 300 };
    const answers = [before, answer(`B NOERROR ${old}`), answer(`C NOERROR ${usual}`), answer(`!ns1 NOERROR ${usual}`)];
    expect(answers.map((it) => differsHow(it, answers))).toEqual([
      'differs, for 5 min at most',
      'differs, for 12 min at most',
      undefined,
      undefined,
    ]);
    expect(
      conclude(before, answer(`!ns1 NOERROR ${usual}`))
        .split('\n')
        .slice(0, 2),
    ).toEqual(['warn: resolvers disagree: A still answers without mx1.shop.example, for 5 min at most', '  Look up again in 5 min']);
  });

  it('does not take a lame name server for the zone', () => {
    const lame = answer(`!ns1 NOERROR ${old}`, [{ id: 'lame-name-server', severity: 'error', message: '' }]);
    expect(reference([lame, answer(`!ns2 NOERROR ${usual}`), answer(`A NOERROR ${old}`)])?.resolver.name).toBe('ns2');
  });

  it('takes other addresses of the same name for no fault', () => {
    expect(conclude(answer(`A NOERROR ${usual}`), answer('B NOERROR 10 mx1.shop.example 192.0.2.99 300'))).toBe(
      [
        'plain: mail for shop.example goes to mx1.shop.example, but resolvers give different addresses for it',
        '  Keep every address running for 60 min after a move; providers that answer by region differ at all times',
      ].join('\n'),
    );
  });

  it('takes a resolver that failed for no difference, but says so', () => {
    expect(conclude(answer(`A NOERROR ${usual}`), answer('B TIMEOUT'))).toBe(
      'warn: mail for shop.example goes to mx1.shop.example\n  Ask again where no answer came: B (TIMEOUT)',
    );
  });

  it.each([
    ['nobody answered', ['A TIMEOUT', 'B REFUSED'], 'bad: no resolver answered for shop.example'],
    [
      'every resolver fails',
      ['A SERVFAIL', 'B SERVFAIL'],
      'bad: shop.example cannot be resolved: its name servers fail, or its DNSSEC signatures do not match',
    ],
    ['the domain is unknown', ['A NXDOMAIN', 'B NXDOMAIN'], 'bad: shop.example does not exist, so mail for it bounces at once'],
    ['there is no MX record', ['A NOERROR'], 'warn: shop.example has no MX record, so senders try its own address'],
    ['the domain takes no mail', ['A NOERROR 0 . - 60'], 'plain: shop.example accepts no mail: its only MX record is a null MX'],
    ['one sees no record', [`!A NOERROR ${usual}`, 'B NOERROR'], 'warn: resolvers disagree: B still answers without mx1.shop.example'],
  ])('%s', (_, drawn, says) => {
    expect(conclude(...drawn.map((it) => answer(it))).split('\n')[0]).toBe(says);
  });

  it('puts an error before everything else', () => {
    const error = { id: 'no-usable-exchange', severity: 'error', message: 'the only MX record leads nowhere, so mail bounces' } as const;
    expect(conclude(answer(`A NOERROR ${usual}`, [error]), answer(`B NOERROR ${old}`)).split('\n')[0]).toBe(`bad: ${error.message}`);
  });

  it('tells another exchanger from another address', () => {
    const [record] = answer(`A NOERROR ${usual}`).records;
    if (!record) throw new Error('the drawn answer has no record');
    expect(difference(record, answer(`B NOERROR ${usual}`))).toBe('none');
    expect(difference(record, answer('B NOERROR 10 mx1.shop.example 192.0.2.99 300'))).toBe('address');
    expect(difference(record, answer(`B NOERROR ${old}`))).toBe('exchange');
  });
});
