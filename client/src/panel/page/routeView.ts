import { html, nothing, type TemplateResult } from 'lit';
import type { RouteStep } from '../messages.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from '../words/conclusion.ts';
import { conclusionCard, type Post, placeLink } from './parts.ts';

/** The route of a recipient through the configuration, as a vertical list that reads well at any width. */
export function routeView(steps: readonly RouteStep[], conclusion: Conclusion, post: Post): TemplateResult {
  return html`${conclusionCard(conclusion)}
    <h2>Route</h2>
    <ol class="route">
      ${steps.map((step) => stepView(step, post))}
    </ol>`;
}

function stepView({ stage, verdict, says, place }: RouteStep, post: Post): TemplateResult {
  return html`<li class=${tones[verdict]}>
    <span class="asks"><span class="stage">${visible(stage)}</span> <span class=${tones[verdict]}>${verdict}</span> ${place ? placeLink(place, post) : nothing}</span>
    <span class="because">${visible(says)}</span>
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
} as const satisfies Record<RouteStep['verdict'], Tone>;
