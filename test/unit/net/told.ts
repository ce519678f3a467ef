import type { DnsReply } from '../../../client/src/net/dns/resolver.ts';

/** What came of a question, in one line. */
export function told(got: DnsReply): string {
  const outcome =
    got.kind === 'failure'
      ? `${got.rcode}: ${got.why}`
      : `${got.message.rcode} ${got.message.answers.map((it) => (it.type === 'MX' ? `${it.preference} ${it.exchange} ${it.ttl}` : it.type)).join(', ')}`;
  return [outcome, ...got.notes].join(' | ');
}
