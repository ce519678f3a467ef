import { html, nothing, type TemplateResult } from 'lit';
import type { LinkedPlace } from '../../../../server/src/protocol.ts';
import type { OfferedFix } from '../../diagnose/diagnosis.ts';
import type { ToHost } from '../messages.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from '../words/conclusion.ts';

/** Small parts that several views show. Every text goes through a lit binding, so that a banner with HTML in it stays text. */

export type Post = (message: ToHost) => void;

const icons = { good: 'pass', bad: 'error', warn: 'warning', plain: 'info' } as const satisfies Record<Tone, string>;

/** A picture that repeats what the words say; a screen reader skips it. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** The picture and the color of a tone, without words: those stand beside it. */
export function toneIcon(tone: Tone): TemplateResult {
  return html`<span class="tone ${tone}">${icon(icons[tone])}</span>`;
}

/** The verdict in two words, with the code that the server gave. */
export function pill(tone: Tone, label: string, code = ''): TemplateResult {
  const number = code === '' ? nothing : html` <span class="code">${code}</span>`;
  return html`<span class="pill ${tone}">${label}${number}</span>`;
}

/** The conclusion first, in one sentence; then what proves it; then what to do. */
export function conclusionCard(conclusion: Conclusion, post?: Post): TemplateResult {
  const { tone, says, place, detail, detailPlace, proof, next, fixes = [] } = conclusion;
  const link = (to: LinkedPlace | undefined) => (to && post ? html` ${placeLink(to, post)}` : nothing);
  return html`<section class="conclusion ${tone}" aria-label="Conclusion">
    <p class="says">${toneIcon(tone)}<span><strong>${capital(says)}</strong>${link(place)}</span></p>
    ${detail === undefined ? nothing : html`<p class="detail">${capital(detail)}${detailPlace?.label === place?.label ? nothing : link(detailPlace)}</p>`}
    ${proof === undefined ? nothing : html`<p class="proof mono">${proof}</p>`}
    ${fixes.length === 0 || !post ? nothing : fixButtons(fixes, post)}
    ${next.length === 0 ? nothing : html`<ul class="next" aria-label="What to do next">${next.map((it) => html`<li>${it}</li>`)}</ul>`}
  </section>`;
}

/** What the editor can do at once; the first is the one to press. */
function fixButtons(fixes: readonly OfferedFix[], post: Post): TemplateResult {
  return html`<p class="fixes">
    ${fixes
      .slice(0, mostFixes)
      .map(
        (fix, index) =>
          html`<button type="button" class=${index === 0 ? 'main' : ''} @click=${() => post({ kind: 'fix', fix })}>${visible(fix.title)}</button>`,
      )}
  </p>`;
}

/** More buttons than these are no help. */
const mostFixes = 3;

/** A configuration line that the editor opens. */
export function placeLink(place: LinkedPlace, post: Post): TemplateResult {
  const open = () => post({ kind: 'open', file: place.file, line: place.line });
  return html`<button class="link" type="button" @click=${open}>${visible(place.label)}</button>`;
}

/** Only the first letter of a sentence; an address or a parameter that begins one keeps its case, because the case may matter. */
export function capital(sentence: string): string {
  const [first = ''] = sentence.split(' ');
  return /[@._$/\d]/.test(first) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
