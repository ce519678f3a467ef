import { html, nothing, type TemplateResult } from 'lit';
import type { Proof } from '../../diagnose/diagnosis.ts';
import type { Outcome } from '../messages.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from '../words/conclusion.ts';
import { sideNames } from '../words/diagnosis.ts';
import { mxTable } from './mxView.ts';
import { capital, conclusionCard, type Post, placeLink, toneIcon } from './parts.ts';
import { conversations } from './probeView.ts';
import { routeOfSystem } from './routeView.ts';

/** One conclusion about a recipient: the cause with its fix, the proof from each side, then route, DNS and conversations. */
export function diagnosisView(
  { diagnosis, evidence }: Extract<Outcome, { readonly kind: 'diagnose' }>,
  conclusion: Conclusion,
  width: number,
  post: Post,
): TemplateResult {
  const { proofs, also, unchecked } = diagnosis;
  return html`${conclusionCard(conclusion, post)}
    ${proofs.length === 0 ? nothing : html`<ul class="proofs" aria-label="Proof from each side">${proofs.map((it) => proofCard(it, post))}</ul>`}
    ${also.length === 0 ? nothing : html`<h2>Also noticed</h2>${list(also)}`}
    ${evidence.systems.map((it) => routeOfSystem(it, width, post))}
    ${evidence.mx.length === 0 ? nothing : html`<h2>MX records</h2>${mxTable(evidence.mx)}`}
    ${conversations(evidence.hosts.map(({ result }) => result))}
    ${unchecked.length === 0 ? nothing : html`<h2>Not checked</h2>${list(unchecked)}`}`;
}

function proofCard({ side, who, tone, says, line, places }: Proof, post: Post): TemplateResult {
  return html`<li class="card">
    <h2>${toneIcon(tone)} <span>${sideNames[side]}</span> <span class="dim">${visible(who)}</span></h2>
    <p>${capital(visible(says))}</p>
    ${line === undefined ? nothing : html`<p class="mono line">${visible(line)}</p>`}
    ${places.length === 0 ? nothing : html`<p>${places.map((it) => html`${placeLink(it, post)} `)}</p>`}
  </li>`;
}

function list(sentences: readonly string[]): TemplateResult {
  return html`<ul class="plainList">
    ${sentences.map((it) => html`<li>${capital(visible(it))}</li>`)}
  </ul>`;
}
