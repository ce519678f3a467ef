import type { Explained, ExplainedStep, LinkedPlace } from '../../../../server/src/protocol.ts';
import type { OfferedFix, Verdict } from '../diagnosis.ts';
import type { View } from '../view.ts';

/** Looks at the evidence and says what is wrong; undefined where it is something else. */
export type Cause = (view: View) => Verdict | undefined;

/** The step that decides the predicted reply. */
export function decidingStep({ steps, decides }: Explained): ExplainedStep | undefined {
  return steps[decides ?? -1];
}

/** What rules offer at the lines of a route, each fix once. */
export function fixesOn(here: Explained | undefined): readonly OfferedFix[] {
  const offered = (here?.steps ?? []).flatMap(({ place, findings = [] }) =>
    place ? findings.flatMap(({ rule, fixes }) => fixes.map((title): OfferedFix => ({ title, rule, place }))) : [],
  );
  return [...new Map(offered.map((it) => [`${it.rule} ${it.title}`, it])).values()];
}

/** What rules find at the lines of a route, each message once. */
export function findingsOn(here: Explained | undefined): readonly string[] {
  return [...new Set((here?.steps ?? []).flatMap((it) => (it.findings ?? []).map(({ message }) => message)))];
}

/** The verdict with a place, where there is one: an absent line is no line. */
export function at(place: LinkedPlace | undefined): Pick<Verdict, 'place'> {
  return place ? { place } : {};
}

/** Deliveries that bounce or are thrown away after the message was accepted. */
export function lostDeliveries(here: Explained | undefined): Explained['deliveries'] {
  return here?.rcpt.verdict === 'accepted' ? here.deliveries.filter((it) => it.outcome === 'bounced') : [];
}

/** How a host is named in a sentence. */
export function nameOf({ host, result }: NonNullable<View['answer']>): string {
  return host === '' ? result.ip : host.replace(/\.$/, '');
}

/** A temporary code with the detail of an unknown address, such as 450 4.1.1 or 450 5.1.1. */
export function isTemporaryUnknown({ code, enhanced }: { readonly code?: number; readonly enhanced?: string }): boolean {
  return code !== undefined && 400 <= code && code < 500 && enhanced?.slice(1) === '.1.1';
}
