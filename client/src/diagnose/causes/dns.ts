import { duration } from '../../net/mxCompare.ts';
import type { Cause } from './cause.ts';

/** The name servers know no such domain (RFC 8020). */
export const noSuchDomain: Cause = ({ truth, domain }) =>
  truth?.rcode === 'NXDOMAIN'
    ? {
        cause: 'no-such-domain',
        tone: 'bad',
        says: `${domain} does not exist in the DNS, so every sender bounces its mail`,
        next: ['Compare the name letter by letter', 'Renew the registration of the domain if it is the right one'],
      }
    : undefined;

/** RFC 7505: "MX 0 ." says that a domain takes no mail. */
export const nullMx: Cause = ({ truth, domain, here }) => {
  if (truth?.records.length !== 1 || !isNull(truth.records[0]?.exchange)) return undefined;
  const claimed = here?.claims[0];
  return {
    cause: 'null-mx',
    tone: 'bad',
    says: `${domain} says with a null MX that it takes no mail, so senders bounce it at once with 5.1.10`,
    ...(claimed ? { detail: `${claimed.setting} takes ${domain} for this server nevertheless` } : {}),
    ...(claimed?.place ? { place: claimed.place } : {}),
    next: [
      `Replace the record "MX 0 ." of ${domain} by the name of its mail server`,
      ...(claimed ? [`Remove ${domain} from ${claimed.setting} if it takes no mail`] : []),
    ],
  };
};

/** All exchangers lead nowhere, or there is neither MX nor address (RFC 5321 section 5.1). */
export const mxWithoutAddress: Cause = ({ truth, domain }) => {
  if (truth?.rcode !== 'NOERROR') return undefined;
  const named = truth.records.filter((it) => !isNull(it.exchange));
  if (named.some((it) => 0 < it.addresses.length)) return undefined;
  const errors = truth.findings.filter((it) => it.severity === 'error');
  if (errors.length === 0 && 0 < named.length) return undefined;
  const names = named.map((it) => it.exchange).join(', ');
  return {
    cause: 'mx-without-address',
    tone: 'bad',
    says:
      names === ''
        ? `${domain} has neither MX nor address, so nobody can send it mail`
        : `${names}, the MX of ${domain}, has no address, so its mail bounces or waits`,
    ...(errors[0] ? { detail: errors[0].message } : {}),
    next: [names === '' ? `Give ${domain} an MX record` : `Give ${names} an A or AAAA record, or name another host in the MX of ${domain}`],
  };
};

/** Some resolvers still send mail to where it went before. */
export const oldInCaches: Cause = ({ truth, older, points, domain }) => {
  if (!truth || points === 'elsewhere' || older.length === 0) return undefined;
  const longest = Math.max(...older.map((it) => it.seconds));
  const who = older.map((it) => it.answer.resolver.name).join(', ');
  const where = [...new Set(older.flatMap((it) => it.answer.records.map(({ exchange }) => exchange)))].join(', ') || 'no exchanger';
  return {
    cause: 'mx-old-in-caches',
    tone: 'warn',
    says: `the MX of ${domain} is right now, but ${who} still gives ${where} for at most ${duration(longest)}`,
    detail: 'senders behind such a resolver still go to the old host until its copy runs out',
    next: [`Keep the old host taking mail for ${domain} for another ${duration(longest)}`, 'Look the MX up again after that'],
  };
};

function isNull(exchange: string | undefined): boolean {
  return exchange === '.' || exchange === '';
}
