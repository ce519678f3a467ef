import { describe, expect, it } from 'vitest';
import { type Inline, parseMarkdown } from '../../../client/src/panel/page/markdown.ts';

/** Draws a manual: one line a block, marks in front. */
function drawn(markdown: string): string {
  return parseMarkdown(markdown)
    .map((block) => {
      if (block.kind === 'code') return `code ${JSON.stringify(block.text)}`;
      if (block.kind === 'list') return `list ${block.items.map(line).join(' | ')}`;
      return `${block.kind === 'heading' ? `h${block.level}` : 'p'} ${line(block.text)}`;
    })
    .join('\n');
}

function line(inlines: readonly Inline[]): string {
  return inlines
    .map((it) => (it.kind === 'plain' ? it.text : `<${it.kind} ${it.kind === 'link' ? `${it.href} ` : ''}${it.text}>`))
    .join('');
}

describe('the manual of a rule', () => {
  it('is read block by block', () => {
    expect(drawn('# Title\n\nTwo lines\nare one.\n\n```\na = b\n\n  c\n```\n- one\n  more\n- two\n\n1. three\n## End')).toBe(
      ['h1 Title', 'p Two lines are one.', 'code "a = b\\n\\n  c"', 'list one more | two', 'list three', 'h2 End'].join('\n'),
    );
  });

  it('takes code before anything else', () => {
    expect(drawn('Set `**x** [a](https://b)` and **this**')).toBe('p Set <code **x** [a](https://b)> and <strong this>');
  });

  it('makes links of https addresses only', () => {
    expect(drawn('[a](https://example.com/x) [b](javascript:alert(1)) [c](command:x)')).toBe(
      'p <link https://example.com/x a> [b](javascript:alert(1)) [c](command:x)',
    );
  });

  it('leaves HTML as it is written', () => {
    expect(drawn('<img src=x onerror=alert(1)>')).toBe('p <img src=x onerror=alert(1)>');
  });

  it('ends a fence that is never closed with the text', () => {
    expect(drawn('```\nrest')).toBe('code "rest"');
  });
});
