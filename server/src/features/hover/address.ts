import { contains } from '../../core/text.ts';
import { type Delivery, decidingStep, type Explanation, STRANGER } from '../../core/trace.ts';
import { distinct } from '../fate.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { type FoundWord, wordAt } from '../word.ts';
import { originMarkdown } from './origin.ts';
import type { Cursor, Section } from './section.ts';

/**
 * What becomes of mail for the address at the cursor: the reply when a stranger sends it and the line that decides, or, where an
 * entry leads there, who gets it in the end.
 */
export function addressAt(cursor: Cursor): Section | undefined {
  const { view, file, offset } = cursor;
  const entry = view.system.redirectionAt(file, offset);
  const target = entry?.targets.find((it) => contains(it.at, file, offset));
  if (target) return target.address === undefined ? undefined : { at: target.at, markdown: targetMarkdown(target.address, cursor) };
  const key = entry && contains(entry.at, file, offset) ? entry : undefined;
  const { at, text } = key?.address === undefined ? (writtenAt(cursor) ?? {}) : { at: key.at, text: key.address };
  if (!at || text === undefined) return undefined;
  const explanation = view.explain(text, STRANGER);
  return { at, markdown: [offeredMarkdown(explanation, cursor), ...listed(explanation.deliveries)].join('\n\n') };
}

function targetMarkdown(address: string, { view }: Cursor): string {
  const { deliveries } = view.follow(address);
  return [`Mail that is led to **${escapeMarkdown(address)}**`, ...listed(deliveries)].join('\n\n');
}

/** An address wherever else it stands. What holds a slash is a path or a pattern. */
function writtenAt(cursor: Cursor): FoundWord | undefined {
  const word = wordAt(cursor);
  return word && /^[^@/*$]+@[^@/*$]+\.[^@/*$]+$/.test(word.text) ? word : undefined;
}

const mostDeliveries = 2;

function offeredMarkdown({ address, rcpt, steps }: Explanation, { links }: Cursor): string {
  const reply = [rcpt.code, rcpt.enhanced].filter((it) => it !== undefined).join(' ');
  const step = steps[decidingStep(steps)];
  const by = step ? `, by ${escapeMarkdown(step.stage)}, ${originMarkdown(step.because, links)}` : '';
  return `Mail of a stranger for **${escapeMarkdown(address)}** ${verdicts[rcpt.verdict]}${reply === '' ? '' : ` with ${code(reply)}`}${by}`;
}

function listed(all: readonly Delivery[]): readonly string[] {
  const deliveries = distinct(all);
  const shown = deliveries.slice(0, mostDeliveries).map((it) => `- ${deliveryMarkdown(it)}`);
  const rest = deliveries.length - shown.length;
  return deliveries.length === 0 ? [] : [[...shown, ...(rest === 0 ? [] : [`- and ${rest} more`])].join('\n')];
}

const verdicts = {
  accepted: 'is accepted',
  rejected: 'is rejected',
  deferred: 'is put off',
  'no-service': 'waits at its sender: no server answers',
  unknown: 'may or may not be accepted',
} as const satisfies Record<Explanation['rcpt']['verdict'], string>;

function deliveryMarkdown({ recipient, outcome, enhanced, why }: Delivery): string {
  const status = outcome === 'bounced' || outcome === 'deferred' ? ` ${enhanced ?? ''}` : '';
  // Some reasons say the outcome again.
  const before = why.startsWith(outcome) ? '' : `${outcome}${status.trimEnd()}: `;
  return `${code(recipient)} ${before}${escapeMarkdown(why)}`;
}
