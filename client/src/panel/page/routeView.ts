import { html, nothing, type TemplateResult } from 'lit';
import type { Explained, ExplainedStep } from '../../../../server/src/protocol.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from '../words/conclusion.ts';
import { concludeSystem } from '../words/explain.ts';
import { conclusionCard, type Post, placeLink } from './parts.ts';

/** The route of a recipient through each configuration, as vertical lists that read well at any width. */
export function routeView(systems: readonly Explained[], conclusion: Conclusion, post: Post): TemplateResult {
  if (systems.length === 0) return conclusionCard(conclusion);
  return html`${systems.map((it) => systemView(it, post))}`;
}

function systemView(explained: Explained, post: Post): TemplateResult {
  const { system, steps, deliveries } = explained;
  return html`${conclusionCard(concludeSystem(explained))}
    <h2>Route through ${visible(system.label)}</h2>
    <ol class="route">
      ${steps.map((step) => stepView(step, post))}
      ${deliveries.map(({ recipient, transport, nexthop, outcome, why }) => {
        const tone = ends[outcome];
        return html`<li class=${tone}>
          <span class="asks"><span class="stage">${visible(recipient)}</span> <span class=${tone}>${outcome}</span></span>
          <span class="because">${visible(`${transport} to ${nexthop}: ${why}`)}</span>
        </li>`;
      })}
    </ol>`;
}

function stepView({ stage, verdict, says, place, because }: ExplainedStep, post: Post): TemplateResult {
  return html`<li class=${tones[verdict]}>
    <span class="asks"><span class="stage">${visible(stage)}</span> <span class=${tones[verdict]}>${verdict}</span> ${place ? placeLink(place, post) : nothing}</span>
    <span class="because">${visible(says)}</span>
    ${because === undefined ? nothing : html`<span class="dim">${visible(because)}</span>`}
  </li>`;
}

const tones = {
  rewrote: 'plain',
  passed: 'plain',
  routed: 'plain',
  accepted: 'good',
  discarded: 'warn',
  rejected: 'bad',
  deferred: 'warn',
  unknown: 'warn',
} as const satisfies Record<ExplainedStep['verdict'], Tone>;

const ends = {
  delivered: 'good',
  forwarded: 'plain',
  bounced: 'bad',
  discarded: 'bad',
  deferred: 'warn',
  unknown: 'warn',
} as const satisfies Record<Explained['deliveries'][number]['outcome'], Tone>;
