import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds: no rule is off, and the size of targets (WCAG 2.2), which is off by default, is on. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    'axe.run({ rules: { "target-size": { enabled: true } } }).then(({ violations }) => violations)',
  );
  return (found as Violation[]).map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** Faults of the markup that axe does not look for. Written as text: it runs in the page. */
const MARKUP = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all('[id]').map(({ id }) => id);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => 'the id ' + id + ' stands twice'),
    ...all('[style], style, script, [href="#"]').map((one) => 'no page has ' + one.outerHTML.slice(0, 80)),
    ...all('form[method=post]')
      .filter((form) => !form.querySelector('[name=_csrf]') && !form.action.includes('/oidc/personer/'))
      .map((form) => 'a form without a token: ' + form.action),
    ...all('table').filter((table) => !table.caption).map(() => 'a table without a caption'),
    ...(all('h1').length === 1 ? [] : ['the page has ' + all('h1').length + ' h1']),
    ...(document.title.startsWith(document.querySelector('h1')?.textContent ?? '') ? [] : ['the title is not the h1']),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
  ];
})()`;

/** One sentence for each fault of the page as it is shown. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await violations(page)), ...((await page.evaluate(MARKUP)) as string[])];
}
