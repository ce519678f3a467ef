import { html, nothing, type TemplateResult } from 'lit';
import type { ProbeResult, TranscriptLine } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Tone } from '../words/conclusion.ts';
import { decisiveLine, wholeReplies } from '../words/conversation.ts';
import { verdictLabel } from '../words/probe.ts';
import { icon } from './parts.ts';

/** A conversation with a mail server, one reply or command a line; what decides for a recipient stands out. */

/** The lines of a long conversation that are shown at either end; a copied report has all of them. */
const shownAtEachEnd = 100;

/** The results of one session: they share the conversation. */
export function transcript(session: readonly ProbeResult[]): TemplateResult {
  const lines = wholeReplies(session[0]?.transcript ?? []);
  const tones = new Map(session.map((it): [number, Tone] => [decisiveLine(lines, it.address), verdictLabel(it.verdict).tone]));
  const shown = lines.map((line, index) =>
    lineView(line, { tone: tones.get(index), isFirst: isBeginning(lines, index), isLocked: beginsTls(lines, index) }),
  );
  const left = lines.length - 2 * shownAtEachEnd;
  const cut = html`<li class="cut dim">${left} lines left out; Copy as Text has all of them</li>`;
  return html`<ol class="talk mono" aria-label="Conversation">
    ${left <= 0 ? shown : [...shown.slice(0, shownAtEachEnd), cut, ...shown.slice(-shownAtEachEnd)]}
  </ol>`;
}

/** The clock starts anew with every connection. */
function isBeginning(lines: readonly TranscriptLine[], index: number): boolean {
  const before = lines[index - 1];
  const line = lines[index];
  return line !== undefined && (before === undefined || line.at < before.at);
}

/** The first encrypted line of a connection; from there on all is. */
function beginsTls(lines: readonly TranscriptLine[], index: number): boolean {
  const start = lines.findLastIndex((_, at) => at <= index && isBeginning(lines, at));
  return lines[index]?.tls === true && !lines.slice(start, index).some(({ tls }) => tls);
}

interface LineLook {
  /** That of the verdict, where this line decides. */
  readonly tone: Tone | undefined;
  readonly isFirst: boolean;
  readonly isLocked: boolean;
}

function lineView({ by, text, at }: TranscriptLine, { tone, isFirst, isLocked }: LineLook): TemplateResult {
  const { arrow, says } = speakers[by];
  const lock = isLocked
    ? html`<span class="lock" title="encrypted from here">${icon('lock')}<span class="hidden">, encrypted from here</span></span>`
    : nothing;
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
