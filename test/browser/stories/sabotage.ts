import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium } from '../chromium.ts';
import { faultsOf } from '../page-faults.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

const GOOD =
  '<html lang="da"><head><title>Side – Ungestatus</title></head><body><main><h1>Side</h1>' +
  '<table><caption>Tal</caption><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table></main></body></html>';

async function faults(html: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
  await page.setContent(html);
  const found = await faultsOf(page);
  await page.close();
  return found.join('; ');
}

test('a page without faults is passed', async () => {
  expect(await faults(GOOD)).toBe('');
});

test.each([
  ['a form without a token', '</h1>', '</h1><form method="post" action="/x"><button>Send</button></form>'],
  ['no page has <p style', '</h1>', '</h1><p style="color: red">a</p>'],
  ['no page has <script', '</h1>', '</h1><script>1</script>'],
  ['the id a stands twice', '</h1>', '</h1><p id="a">a</p><p id="a">b</p>'],
  ['a table without a caption', '<caption>Tal</caption>', ''],
  ['the page has 2 h1', '</h1>', '</h1><h1>Side</h1>'],
  ['the title is not the h1', '<title>Side', '<title>Andet'],
  ['the page scrolls sideways', '</h1>', `</h1><p>${'a'.repeat(200)}</p>`],
  ['axe color-contrast', '</h1>', '</h1><p style="color: #ccc; background: #fff">svag</p>'],
  ['axe html-has-lang', ' lang="da"', ''],
  ['axe label', '</h1>', '</h1><input type="text">'],
])('sabotage: %s is found', async (fault, from, to) => {
  expect(await faults(GOOD.replace(from, to))).toContain(fault);
});
