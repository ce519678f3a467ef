import type { Origin } from '../core/fact.ts';
import type { Place } from '../core/text.ts';
import type { Delivery, Explanation, RcptReply, Step } from '../core/trace.ts';

/** How a line is named for the reader: main.cf:14. */
export type NameOf = (at: Place) => string;

/** The fate of an address as text: the verdict, what becomes of the mail, and each step with the line that decides it. */
export function explainText(explanation: Explanation, nameOf: NameOf): string {
  const { address, client, rcpt, deliveries, steps } = explanation;
  const width = Math.max(0, ...steps.map((it) => it.verdict.length));
  const lines = [
    `${address}: ${verdictText(rcpt)}, offered by ${client}`,
    ...(rcpt.text === undefined ? [] : [`  ${rcpt.text}`]),
    ...(rcpt.ask === undefined ? [] : [`  ask: ${rcpt.ask}`]),
    ...deliveries.map((it) => `  ${deliveryText(it)}`),
    ...(steps.length === 0 ? [] : ['  why:']),
    ...steps.map((it) => `    ${it.verdict.padEnd(width)}  ${it.stage}: ${it.says}${reasonText(it, nameOf)}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

export function verdictText({ verdict, code, enhanced, class: of }: RcptReply): string {
  const words = [verdict, code, enhanced, of === undefined ? undefined : `(${of})`];
  return words.filter((it) => it !== undefined).join(' ');
}

function deliveryText({ recipient, transport, nexthop, outcome, enhanced, why }: Delivery): string {
  const by = [transport, nexthop].filter((it) => it !== '').join(' ');
  return `-> ${recipient}: ${outcome}${enhanced === undefined ? '' : ` ${enhanced}`}${by === '' ? '' : ` by ${by}`}: ${why}`;
}

/** In parentheses, why a step came out so; what the step has said already is not said again. */
function reasonText({ says, because }: Step, nameOf: NameOf): string {
  if (because.kind !== 'unknown' || !says.toLowerCase().includes(because.why.toLowerCase())) return ` (${originText(because, nameOf)})`;
  return because.ask === undefined ? '' : ` (ask: ${because.ask})`;
}

export function originText(origin: Origin, nameOf: NameOf): string {
  switch (origin.kind) {
    case 'written':
      return nameOf(origin.at);
    case 'default':
      return `built-in value of ${origin.setting}`;
    case 'packaged':
      return `as ${origin.by} ships it`;
    case 'unknown':
      return `${origin.why}${origin.ask === undefined ? '' : `; ask: ${origin.ask}`}`;
    default:
      return origin satisfies never;
  }
}

/** What stands in a file may hold the control characters of a terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (it) => `\\x${it.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
