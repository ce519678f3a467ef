import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Explained, ExplainedStep } from '../../../../server/src/protocol.ts';
import { codeOrVerdict, replyTones } from '../../diagnose/verdicts.ts';
import { type Asked, type Branch, routeOf } from '../route.ts';
import { visible } from '../visible.ts';
import { endOf, endTones, routeSentence, stepTones } from '../words/explain.ts';
import type { Post } from './parts.ts';
import { type Aside, type Box, boxHeight, type Label, type LabelTree, layOut } from './routeLayout.ts';

/** The route as a picture. It repeats the list below it, which has the links and is what a screen reader goes through. */
export function routePicture(explained: Explained, width: number, post: Post): TemplateResult {
  const { address, client, rcpt } = explained;
  const { asked, queued } = routeOf(explained);
  const begins: Label = { title: 'RCPT TO', brief: visible(client), tone: 'plain' };
  const reply: Label = { title: codeOrVerdict(rcpt), brief: rcpt.verdict, tone: replyTones[rcpt.verdict] };
  const queue: LabelTree = { title: 'queue', brief: visible(address), tone: 'plain', children: queued.map(branchLabel) };
  const drawing = layOut(
    [begins, ...asked.flatMap(askedLabels), reply],
    queued.length === 0 ? undefined : queue,
    width,
    asideOf(explained),
  );
  return html`<svg
    class="picture"
    role="img"
    aria-label=${routeSentence(explained)}
    viewBox="0 0 ${drawing.width} ${drawing.height}"
    width=${drawing.width}
    height=${drawing.height}
  >
    ${drawing.lines.map(({ path, isCut }) => svg`<path class=${isCut ? 'cut' : nothing} d=${path}></path>`)}
    ${drawing.boxes.map((it) => boxView(it, post))}
  </svg>`;
}

/** The first box is no step, so a step has the number before. */
function asideOf({ steps, unasked = [] }: Explained): Aside | undefined {
  const [first] = unasked;
  if (first?.below === undefined) return undefined;
  const words = ['never asked', first.place?.label].filter((it) => it !== undefined).join(' · ');
  const { asked } = routeOf({ steps: steps.slice(0, first.below + 1), deliveries: [] });
  return { label: { ...stepLabel(first), brief: visible(words) }, below: asked.flatMap(askedLabels).length };
}

function askedLabels({ skipped, step }: Asked): readonly Label[] {
  return [...skippedLabel(skipped), ...(step ? [stepLabel(step)] : [])];
}

/** One box for all that were passed over together. */
function skippedLabel(skipped: readonly ExplainedStep[]): readonly Label[] {
  const [only, ...others] = skipped;
  if (!only) return [];
  if (others.length === 0) return [stepLabel(only)];
  return [{ title: `${skipped.length} skipped`, brief: visible(skipped.map((it) => it.stage).join(', ')), tone: 'plain' }];
}

function stepLabel({ stage, verdict, brief, place }: ExplainedStep): Label {
  const words = [brief ?? verdict, place?.label].filter((it) => it !== undefined).join(' · ');
  return { title: visible(stage), brief: visible(words), tone: stepTones[verdict], ...(place ? { place } : {}) };
}

/** Columns are few, so what was passed over on the way stands in the list alone. */
function branchLabel({ step, delivery, children }: Branch): LabelTree {
  const below = { children: children.map(branchLabel) };
  if (!delivery) return { ...(step ? stepLabel(step) : { title: '', brief: '', tone: 'plain' }), ...below };
  const { place } = step ?? {};
  const words = [endOf(delivery), place?.label ?? delivery.transport].filter((it) => it !== '').join(' · ');
  return {
    title: visible(delivery.recipient),
    brief: visible(words),
    tone: endTones[delivery.outcome],
    ...(place ? { place } : {}),
    ...below,
  };
}

/** A press on a box opens its line, as the link in the list does. */
function boxView({ x, y, width, title, brief, tone, place, isOff = false }: Box, post: Post): SVGTemplateResult {
  const open = place && (() => post({ kind: 'open', file: place.file, line: place.line }));
  return svg`<g class="${tone}${place ? ' leads' : ''}${isOff ? ' off' : ''}" transform="translate(${x},${y})" @click=${open ?? nothing}>
    <rect width=${width} height=${boxHeight} rx="4"></rect>
    <text x="12" y="19">${title}</text>
    <text x="12" y="35" class="brief">${brief}</text>
  </g>`;
}
