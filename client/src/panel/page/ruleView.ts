import { html, type TemplateResult } from 'lit';
import { visible } from '../visible.ts';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';

/** The manual of a rule. Its own first heading is left out: the page's title says the same. */
export function ruleView(markdown: string): TemplateResult {
  const [first, ...rest] = parseMarkdown(markdown);
  const blocks = first && !(first.kind === 'heading' && first.level === 1) ? [first, ...rest] : rest;
  return html`<div class="manual">${blocks.map(blockView)}</div>`;
}

function blockView(block: Block): TemplateResult {
  switch (block.kind) {
    case 'heading':
      return block.level < 3 ? html`<h2>${block.text.map(inlineView)}</h2>` : html`<h3>${block.text.map(inlineView)}</h3>`;
    case 'paragraph':
      return html`<p>${block.text.map(inlineView)}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item.map(inlineView)}</li>`)}</ul>`;
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    default:
      return block satisfies never;
  }
}

function inlineView(inline: Inline): TemplateResult {
  switch (inline.kind) {
    case 'plain':
      return html`${visible(inline.text)}`;
    case 'code':
      return html`<code>${visible(inline.text)}</code>`;
    case 'strong':
      return html`<strong>${visible(inline.text)}</strong>`;
    case 'link':
      return html`<a href=${inline.href}>${visible(inline.text)}</a>`;
    default:
      return inline satisfies never;
  }
}
