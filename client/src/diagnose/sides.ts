import type { Explained, LinkedPlace } from '../../../server/src/protocol.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';
import { findingsOn, lostDeliveries, nameOf } from './causes/cause.ts';
import { oldInCaches } from './causes/dns.ts';
import type { Proof, Verdict } from './diagnosis.ts';
import type { HostAnswer } from './evidence.ts';
import { isSkipped } from './skipped.ts';
import { codeOrVerdict, probeTones, replyTones } from './verdicts.ts';
import type { View } from './view.ts';

/** What each side says for itself: the files, the DNS, the servers. A side that was not asked is left out. */
export function proofsOf(view: View): readonly Proof[] {
  return [...(view.here ? [fromConfiguration(view.here)] : []), ...fromDns(view), ...view.evidence.hosts.map((it) => fromHost(it, view))];
}

/** What else is wrong, without what the verdict has said already. */
export function noticed(view: View, verdict: Verdict): readonly string[] {
  const said = [verdict.says, verdict.detail ?? ''].join('\n');
  const inCaches = verdict.cause === 'mx-old-in-caches' ? undefined : oldInCaches(view)?.says;
  const ofDns = (view.truth?.findings ?? []).filter((it) => it.severity !== 'info').map((it) => it.message);
  return [...new Set([...(inCaches === undefined ? [] : [inCaches]), ...ofDns, ...findingsOn(view.here)])].filter(
    (it) => !said.includes(it),
  );
}

function fromConfiguration(here: Explained): Proof {
  const [lost] = lostDeliveries(here);
  const reply = [codeOrVerdict(here.rcpt), here.rcpt.text].filter((it) => it !== undefined && it !== '').join(' ');
  const says = lost ? `accepts, then bounces for ${lost.recipient}` : predictions[here.rcpt.verdict];
  // What was passed over says nothing of the address.
  const places = here.steps.flatMap((it) => (isSkipped(it) ? [] : (it.place ?? [])));
  const decides = here.steps[here.decides ?? -1]?.place;
  return {
    side: 'configuration',
    who: here.system.label,
    tone: lost ? 'bad' : replyTones[here.rcpt.verdict],
    says: `${says} (predicted)`,
    ...(reply === '' ? {} : { line: lost ? `${lost.enhanced ?? ''} ${lost.why}`.trim() : reply }),
    places: distinct([...(decides ? [decides] : []), ...places.reverse()]).slice(0, 3),
  };
}

const predictions = {
  accepted: 'accepts',
  rejected: 'rejects',
  deferred: 'puts off',
  'no-service': 'does not run',
  unknown: 'cannot be told from the files',
} as const satisfies Record<Explained['rcpt']['verdict'], string>;

function fromDns({ truth, older, points, domain, evidence }: View): readonly Proof[] {
  const [first] = evidence.mx;
  if (!truth)
    return first ? [{ side: 'dns', who: domain, tone: 'warn', says: `no resolver tells the MX: ${first.rcode}`, places: [] }] : [];
  const records = truth.records.map((it) => `${it.preference} ${it.exchange} ${it.addresses.map(({ ip }) => ip).join(' ')}`.trim());
  const where = { here: 'names this server', partly: 'names this server and others', elsewhere: 'names another server', unknown: 'names' }[
    points
  ];
  const says =
    truth.records.length === 0 ? `there is no MX record (${truth.rcode})` : points === 'unknown' ? 'the MX records' : `the MX ${where}`;
  const stale = older.length === 0 ? '' : `; ${older.map((it) => it.answer.resolver.name).join(', ')} still gives others`;
  const isWrong = truth.records.length === 0 || points === 'elsewhere';
  return [
    {
      side: 'dns',
      who: `MX of ${domain}`,
      tone: isWrong ? 'bad' : older.length === 0 ? 'good' : 'warn',
      says: `${says}${stale}`,
      ...(records.length === 0 ? {} : { line: records.join(', ') }),
      places: [],
    },
  ];
}

function fromHost(answer: HostAnswer, view: View): Proof {
  const { result } = answer;
  const isOwn = view.isOwn(answer);
  const agrees = isOwn && view.here ? agreement(view.here, result.verdict) : '';
  return {
    side: 'server',
    who: nameOf(answer),
    tone: probeTones[result.verdict],
    says: `${result.says ?? result.verdict}${agrees}`,
    line: result.text,
    places: [],
  };
}

/** Whether the running server does what its files say. */
function agreement({ rcpt }: Explained, verdict: ProbeVerdict): string {
  if (rcpt.verdict === 'unknown') return '';
  const isTaken = verdict === 'exists' || verdict === 'accepts-all';
  const isRefused = verdict === 'unknown-user' || verdict === 'relay-denied' || verdict === 'policy-blocked';
  if (!isTaken && !isRefused) return '';
  return isTaken === (rcpt.verdict === 'accepted') ? ', as predicted' : ', against the prediction';
}

function distinct(places: readonly LinkedPlace[]): readonly LinkedPlace[] {
  return [...new Map(places.map((it) => [it.label, it])).values()];
}
