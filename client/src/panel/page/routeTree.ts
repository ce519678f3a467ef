import { html, nothing, type TemplateResult } from 'lit';
import type { Explained, ExplainedStep } from '../../../../server/src/protocol.ts';
import { codeOrVerdict, replyTones } from '../../diagnose/verdicts.ts';
import { type Branch, type Delivery, routeOf } from '../route.ts';
import { visible } from '../visible.ts';
import { endOf, endTones, stepTones } from '../words/explain.ts';
import { capital, icon, type Post, placeLink } from './parts.ts';

/** The route as lists: what the server asks itself before it answers, then whom the message reaches, one list a branch. */
export function routeTree(explained: Explained, post: Post): TemplateResult {
  const { rcpt, unasked = [] } = explained;
  const { asked, queued } = routeOf(explained);
  const tone = replyTones[rcpt.verdict];
  return html`<h3>At RCPT TO</h3>
    <ol class="route">
      ${asked.map(
        ({ skipped, step }) =>
          html`${skippedView(skipped, post)}${step ? html`<li class=${stepTones[step.verdict]}>${stepView(step, post)}</li>` : nothing}`,
      )}
      <li class="${tone} end">
        <span class="asks"><span class="stage">${codeOrVerdict(rcpt)}</span> <span class=${tone}>${rcpt.verdict}</span></span>
        ${rcpt.text === undefined ? nothing : html`<span class="because">${visible(rcpt.text)}</span>`}
      </li>
    </ol>
    ${unasked.length === 0 ? nothing : html`<h3>Never asked</h3> <ul class="route">${unasked.map((it) => html`<li>${unaskedView(it, post)}</li>`)}</ul>`}
    ${queued.length === 0 ? nothing : html`<h3>After the queue</h3> ${branchesView(queued, post)}`}`;
}

/** One branch goes on in the same list; several stand beside each other, further in. */
function branchesView(branches: readonly Branch[], post: Post): TemplateResult {
  const [only] = branches;
  if (only && branches.length === 1) return html`<ol class="route">${chainView(only, post)}</ol>`;
  return html`<ul class="branches">${branches.map((it) => html`<li><ol class="route">${chainView(it, post)}</ol></li>`)}</ul>`;
}

function chainView({ step, skipped, delivery, children, again }: Branch, post: Post): readonly TemplateResult[] {
  const [next, ...others] = children;
  const isFork = 0 < others.length;
  const tone = delivery ? endTones[delivery.outcome] : step ? stepTones[step.verdict] : 'plain';
  const own = html`${skippedView(skipped, post)}<li class="${tone}${delivery ? ' end' : ''}">
    ${delivery ? endView(delivery, step, post) : step ? stepView(step, post) : nothing}
    ${again === 0 ? nothing : html`<span class="dim">and round again, ${again} ${again === 1 ? 'step' : 'steps'} more</span>`}
    ${isFork ? branchesView(children, post) : nothing}
  </li>`;
  return next && !isFork ? [own, ...chainView(next, post)] : [own];
}

/** What was passed over, a line each. */
function skippedView(skipped: readonly ExplainedStep[], post: Post): TemplateResult | typeof nothing {
  if (skipped.length === 0) return nothing;
  return html`<li class="plain">
    ${skipped.map(
      ({ stage, says, place }) =>
        html`<span class="skipped"><span class="stage">${visible(stage)}</span> ${place ? placeLink(place, post) : nothing} <span class="dim">${visible(says)}</span></span>`,
    )}
  </li>`;
}

function stepView(step: ExplainedStep, post: Post): TemplateResult {
  const { stage, verdict, says, place } = step;
  return html`<span class="asks">
      <span class="stage">${visible(stage)}</span> <span class=${stepTones[verdict]}>${verdict}</span> ${place ? placeLink(place, post) : nothing}
    </span>
    <span class="because">${visible(says)}</span>
    ${groundView(step)}`;
}

function unaskedView(step: ExplainedStep, post: Post): TemplateResult {
  const { stage, says, place } = step;
  return html`<span class="asks"><span class="stage">${visible(stage)}</span> ${place ? placeLink(place, post) : nothing}</span>
    <span class="because">${visible(says)}</span>
    ${groundView(step)}`;
}

function endView(delivery: Delivery, step: ExplainedStep | undefined, post: Post): TemplateResult {
  const { recipient, transport, nexthop, outcome, why } = delivery;
  const by = [transport === '' ? '' : `transport ${transport}`, nexthop === '' ? '' : `next hop ${nexthop}`];
  return html`<span class="asks">
      <span class="stage">${visible(recipient)}</span> <span class=${endTones[outcome]}>${endOf(delivery)}</span>
      ${step?.place ? placeLink(step.place, post) : nothing}
    </span>
    <span class="because">${capital(visible(why))}</span>
    <span class="dim">${visible(by.filter((it) => it !== '').join(', '))}</span>
    ${step ? groundView(outcome === 'unknown' ? step : { ...step, because: undefined }) : nothing}`;
}

/** Why there is no line, and what the rules say of the line that there is. */
function groundView({
  because,
  findings = [],
}: {
  readonly because?: string | undefined;
  readonly findings?: ExplainedStep['findings'];
}): TemplateResult {
  return html`${because === undefined ? nothing : html`<span class="dim">${visible(because)}</span>`}
    ${findings.map((it) => html`<span class="finding warn">${icon('warning')} ${capital(visible(it.message))}</span>`)}`;
}
