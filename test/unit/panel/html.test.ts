import { expect, it } from 'vitest';
import { pageHtml } from '../../../client/src/panel/html.ts';

it('the page allows its own script and styles and nothing else', () => {
  const html = pageHtml({ nonce: 'abc', cspSource: 'https://own.example', script: 'page.js', styles: ['panel.css'] });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy).toBe("default-src 'none'; script-src 'nonce-abc'; style-src https://own.example; font-src https://own.example");
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script nonce="abc" src="page.js">']);
  expect(html).not.toMatch(/style=|onload=|onerror=|unsafe/);
});
