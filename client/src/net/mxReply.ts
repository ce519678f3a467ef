import type { Found } from './dns/asker.ts';
import { sameName } from './dns/names.ts';
import type { Message } from './dns/wire.ts';
import type { Domain } from './domain.ts';
import { error, info, warning } from './finding.ts';
import type { MxFinding } from './results.ts';

/** What is wrong or remarkable about the answer itself, before anybody looks at its records. `zone`: the name server of which zone was asked. */
export function* replyFindings(
  domain: Domain,
  { reply, aliases, loops, isEndless }: Found<'MX'>,
  zone: string | undefined,
): Generator<MxFinding> {
  if (reply.kind === 'failure') {
    yield reply.rcode === 'CANCELLED'
      ? info('cancelled', 'the look-up was cancelled')
      : error('no-answer', `no answer can be shown: ${reply.why}`);
    return;
  }
  const { rcode } = reply.message;
  const names = aliases.map((it) => it.name);
  // A resolver that notices a circle of aliases answers SERVFAIL and shows them; the circle is the news.
  if (loops) yield error('alias-loop', `the aliases of ${domain.text} lead in a circle: ${[domain.ascii, ...names].join(' to ')}`);
  else if (isEndless)
    yield error('alias-chain-too-long', `${domain.text} is an alias for ${names.join(', then ')} and so on, and nobody follows that far`);
  else if (isLame({ reply, aliases }, zone)) {
    yield error('lame-name-server', `${whyLame(reply.message)}, so part of the look-ups of senders fail`);
    return;
  } else if (rcode === 'NXDOMAIN') yield error('domain-does-not-exist', `${domain.text} does not exist in DNS, so mail for it bounces`);
  else if (rcode === 'SERVFAIL')
    yield error('server-failure', 'the resolver cannot find out (SERVFAIL): a name server is down or signatures do not fit, so mail waits');
  else if (rcode !== 'NOERROR') yield error('not-answered', `the server answers ${rcode}, so through it the mail exchangers are not known`);
  if (!loops && !isEndless && 0 < names.length)
    yield info('domain-is-alias', `${domain.text} is an alias for ${names.join(', then ')}, so the MX records of that name count`);
  if (0 < names.length && zone !== undefined && sameName(zone, domain.ascii))
    yield warning(
      'alias-at-apex',
      `${domain.text} is a zone and an alias, which RFC 1034 section 3.6.2 forbids, so what else stands at that name comes and goes`,
    );
}

/** True where a name server of the zone does not speak for it; behind an alias the answer is another server's. */
export function isLame({ reply, aliases }: Pick<Found<'MX'>, 'reply' | 'aliases'>, zone: string | undefined): boolean {
  return zone !== undefined && reply.kind === 'answer' && !reply.message.authoritative && aliases.length === 0;
}

/** Why a server that is named for the zone does not speak for it (no AA). */
function whyLame({ rcode, recursive, answers }: Message): string {
  if (rcode === 'SERVFAIL') return 'this name server has not loaded the zone (SERVFAIL)';
  if (rcode !== 'NOERROR') return `this name server does not answer for the domain (${rcode})`;
  if (recursive && 0 < answers.length)
    return 'a resolver answers here in place of the name server (RA and no AA), or somebody on the way does';
  return 'this name server does not answer for the domain (no AA)';
}
