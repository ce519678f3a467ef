import type { Delivery, RcptReply } from '../../../server/src/core/trace.ts';
import type { RcptAnswer, Status } from './answers.ts';

export type Agreement = 'agrees' | 'unknown' | 'differs';

/** Does our reply say what the server said? Verdict and codes count; the text of an accepted address does not. */
export function compareReply(ours: RcptReply, theirs: RcptAnswer): Agreement {
  if (ours.verdict === 'unknown') return 'unknown';
  if (theirs.kind === 'no-service' || ours.verdict === 'no-service') {
    return theirs.kind === ours.verdict ? 'agrees' : 'differs';
  }
  if (ours.verdict !== theirs.verdict) return 'differs';
  if (ours.verdict === 'accepted') return 'agrees';
  return ours.code === theirs.code && ours.enhanced === theirs.enhanced && ours.text === theirs.text ? 'agrees' : 'differs';
}

/**
 * Does the message reach the same people, and fail for the same reasons, in our view and in the log? Only the end counts, not the way.
 * What another server, the DNS or a program says after we have handed the message over is not ours to know.
 */
export function compareDeliveries(ours: readonly Delivery[], theirs: readonly Status[]): Agreement {
  if (ours.length === 0 || ours.some((it) => it.outcome === 'unknown')) return 'unknown';
  const [meant, reached] = [ours.map((it) => it.recipient), theirs.filter((it) => it.text !== 'forwarded').map((it) => it.to)];
  // local(8) sends nothing on while another part of the same alias is put off.
  const isPutOff = theirs.some((it) => it.agent === 'local' && it.status !== 'sent' && it.status !== 'bounced');
  // Thrown away or refused at the end of DATA: the log names nobody, or the address as it was offered.
  const isNameless = theirs.length === 0 || theirs.some((it) => it.agent === 'smtpd');
  const areSame = hasNames(meant, reached) && (isPutOff || hasNames(reached, meant));
  if (!isNameless && !areSame) return 'differs';
  const failed = theirs.filter((it) => ['bounced', 'deferred', 'SOFTBOUNCE'].includes(it.status));
  const happened = new Set(failed.map((it) => it.enhanced));
  const foreseeable = failed.filter((it) => !isElsewhere(it)).map((it) => it.enhanced);
  const said = new Set(ours.filter((it) => it.outcome === 'bounced' || it.outcome === 'deferred').map((it) => it.enhanced ?? 'no code'));
  return foreseeable.every((it) => said.has(it)) && [...said].every((it) => happened.has(it)) ? 'agrees' : 'differs';
}

/** Are all of these among those? Names of domains and, as far as the log goes, of users come in any case. */
function hasNames(those: readonly string[], these: readonly string[]): boolean {
  // The empty name is the mail system itself.
  const plain = (it: string): string => it.toLowerCase().replace(/^""@/, 'mailer-daemon@');
  const known = new Set(those.map(plain));
  return these.every((it) => known.has(plain(it)));
}

function isElsewhere({ agent, text }: Status): boolean {
  return (
    agent === 'smtp' ||
    agent === 'lmtp' ||
    agent === 'pipe' ||
    /^Command died|loops back to myself|^delivery temporarily suspended/.test(text)
  );
}

export function drawReply({ verdict, code, enhanced, text }: RcptReply): string {
  return verdict === 'no-service' || verdict === 'unknown'
    ? verdict.replace('-', ' ')
    : [code, enhanced, text].filter((it) => it !== undefined).join(' ');
}

export function drawDelivery({ recipient, transport, nexthop, outcome, enhanced, why }: Delivery): string {
  return `${recipient} ${transport}:${nexthop} ${enhanced ?? '-'} ${outcome} (${why})`;
}
