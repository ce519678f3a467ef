import { html, nothing, type TemplateResult } from 'lit';
import type { ProbeResult, TranscriptLine } from '../../net/results.ts';
import { visible } from '../visible.ts';
import { verdictLabel } from '../words/probe.ts';
import { icon } from './parts.ts';

/** One conversation with a mail server, line by line, the decisive line in bold. */

/** The lines of a long conversation that are shown at either end; a copied report has all of them. */
const shownAtEachEnd = 100;

export function transcript({ transcript: lines, verdict }: ProbeResult): TemplateResult {
  const decisive = decisiveLine(lines);
  const left = lines.length - 2 * shownAtEachEnd;
  const tone = verdictLabel(verdict).tone;
  const shown = lines.map((line, index) => lineView(line, index === decisive ? tone : undefined, index === 0));
  const cut = html`<li class="cut dim">${left} lines left out; Copy as Text has all of them</li>`;
  return html`<ol class="talk mono" aria-label="Conversation">
    ${left <= 0 ? shown : [...shown.slice(0, shownAtEachEnd), cut, ...shown.slice(-shownAtEachEnd)]}
  </ol>`;
}

/** The last line that is not as expected, else the reply to the last RCPT TO, else the last line from the server. */
export function decisiveLine(lines: readonly TranscriptLine[]): number {
  const unexpected = lines.findLastIndex(({ by, expected }) => by === 'failure' || (by === 'server' && !expected));
  if (unexpected !== -1) return unexpected;
  const rcpt = lines.findLastIndex(({ by, text }) => by === 'client' && /^RCPT TO:/i.test(text));
  const reply = lines.findIndex(({ by }, index) => rcpt < index && by === 'server');
  return rcpt === -1 ? lines.findLastIndex(({ by }) => by === 'server') : reply;
}

function lineView({ by, text, at, tls }: TranscriptLine, tone: string | undefined, isFirst: boolean): TemplateResult {
  const { arrow, says } = speakers[by];
  const lock = tls ? html`<span class="lock" title="encrypted">${icon('lock')}<span class="hidden">encrypted, </span></span>` : nothing;
  return html`<li class="${by} ${tone === undefined ? '' : `decisive ${tone}`}">
    <span class="time">${Math.round(at)}${isFirst ? ' ms' : ''}</span>
    <span class="arrow"><span aria-hidden="true">${arrow}</span><span class="hidden">${says}</span></span>
    <span class="text">${lock}${visible(text)}</span>
  </li>`;
}

const speakers = {
  client: { arrow: '→', says: 'sent' },
  server: { arrow: '←', says: 'received' },
  note: { arrow: '·', says: 'note' },
  failure: { arrow: '✗', says: 'failed' },
} as const satisfies Record<TranscriptLine['by'], { arrow: string; says: string }>;
