import { html, nothing, type TemplateResult } from 'lit';
import type { ProbeResult, TranscriptLine } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Tone } from '../words/conclusion.ts';
import { verdictLabel } from '../words/probe.ts';
import { icon } from './parts.ts';

/** A conversation with a mail server, one reply or command a line; what decides for a recipient stands out. */

/** The lines of a long conversation that are shown at either end; a copied report has all of them. */
const shownAtEachEnd = 100;

/** The results of one session: they share the conversation. */
export function transcript(session: readonly ProbeResult[]): TemplateResult {
  const lines = wholeReplies(session[0]?.transcript ?? []);
  const tones = new Map(session.map((it): [number, Tone] => [decisiveLine(lines, it.address), verdictLabel(it.verdict).tone]));
  const shown = lines.map((line, index) => lineView(line, tones.get(index), isBeginning(lines, index)));
  const left = lines.length - 2 * shownAtEachEnd;
  const cut = html`<li class="cut dim">${left} lines left out; Copy as Text has all of them</li>`;
  return html`<ol class="talk mono" aria-label="Conversation">
    ${left <= 0 ? shown : [...shown.slice(0, shownAtEachEnd), cut, ...shown.slice(-shownAtEachEnd)]}
  </ol>`;
}

/** Joins the lines of a multi-line reply (RFC 5321 4.2.1: a hyphen behind the code says that more follows). */
export function wholeReplies(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  const whole: TranscriptLine[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const isContinued = before?.by === 'server' && line.by === 'server' && /^\d{3}-/.test(before.text);
    const last = isContinued ? whole.pop() : undefined;
    const text = last ? `${last.text} · ${line.text.replace(/^\d{3}[ -]?/, '')}` : line.text;
    whole.push({ ...line, text, at: last?.at ?? line.at, expected: line.expected && last?.expected !== false });
  });
  return whole;
}

/** The reply to RCPT TO for this recipient; where it was never given, the last thing that went wrong, else the last reply. */
export function decisiveLine(lines: readonly TranscriptLine[], address: string): number {
  const asked = lines.findLastIndex(({ by, text }) => by === 'client' && text.startsWith(`RCPT TO:<${address}>`));
  const reply = lines.findIndex(({ by }, index) => asked < index && (by === 'server' || by === 'failure'));
  if (asked !== -1 && reply !== -1) return reply;
  const wrong = lines.findLastIndex(({ by, expected }) => by === 'failure' || (by === 'server' && !expected));
  return wrong === -1 ? lines.findLastIndex(({ by }) => by === 'server') : wrong;
}

/** The clock starts anew with every connection. */
function isBeginning(lines: readonly TranscriptLine[], index: number): boolean {
  const before = lines[index - 1];
  const line = lines[index];
  return line !== undefined && (before === undefined || line.at < before.at);
}

function lineView({ by, text, at, tls }: TranscriptLine, tone: Tone | undefined, isFirst: boolean): TemplateResult {
  const { arrow, says } = speakers[by];
  const lock = tls ? html`<span class="lock" title="encrypted">${icon('lock')}<span class="hidden">encrypted, </span></span>` : nothing;
  return html`<li class="${by} ${tone === undefined ? '' : `decisive ${tone}`} ${isFirst ? 'beginning' : ''}">
    <span class="time">${Math.round(at)}${isFirst ? ' ms' : ''}</span>
    <span class="arrow"><span aria-hidden="true">${arrow}</span><span class="hidden">${says}</span></span>
    <span class="text">${visible(text)}${lock}</span>
  </li>`;
}

const speakers = {
  client: { arrow: '→', says: 'sent' },
  server: { arrow: '←', says: 'received' },
  note: { arrow: '·', says: 'note' },
  failure: { arrow: '✗', says: 'failed' },
} as const satisfies Record<TranscriptLine['by'], { arrow: string; says: string }>;
