import { expect, test } from '@jest/globals';
import { prefersHtml } from './prefers-html.ts';

test.each([
  [undefined, false],
  ['*/*', false],
  ['application/json', false],
  ['text/html', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['application/json, text/html;q=0.5', false],
  ['TEXT/HTML', true],
  ['text/html;q=0', false],
  ['application/problem+json', false],
])('Accept: %s decides whether a problem page is HTML', (accept, html) => {
  expect(prefersHtml(accept)).toBe(html);
});
