import { html, nothing, type TemplateResult } from 'lit';
import type { Explained } from '../../../../server/src/protocol.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from '../words/conclusion.ts';
import { concludeSystem } from '../words/explain.ts';
import { conclusionCard, type Post } from './parts.ts';
import { routePicture } from './routePicture.ts';
import { routeTree } from './routeTree.ts';

/** Below this width of the window the picture would have a box a row: then the lists are the picture. */
const narrow = 700;
/** Left and right of what is on the page: its padding, and a bar to scroll with. */
const edges = 64;
const widest = 1040;

/** The route of a recipient through each configuration: the verdict, the picture, then every step with its line. */
export function routeView(systems: readonly Explained[], conclusion: Conclusion, width: number, post: Post): TemplateResult {
  if (systems.length === 0) return conclusionCard(conclusion, post);
  return html`${systems.map((it) => systemView(it, width, post))}`;
}

function systemView(explained: Explained, width: number, post: Post): TemplateResult {
  return html`${conclusionCard(concludeSystem(explained), post)} ${routeOfSystem(explained, width, post)}`;
}

/** The picture, where there is room for it, and every step with its line. */
export function routeOfSystem(explained: Explained, width: number, post: Post): TemplateResult {
  const { steps, system } = explained;
  if (steps.length === 0) return html``;
  return html`<h2>Route through ${visible(system.label)}</h2>
    ${width < narrow ? nothing : routePicture(explained, Math.min(widest, width - edges), post)} ${routeTree(explained, post)}`;
}
