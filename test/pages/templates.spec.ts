import { expect, test } from '@jest/globals';
import { renderTemplate } from '#apps/web/frame/templates';

const FRAME = { styles: [], icon: '', ribbon: null, user: null, formToken: '', places: [], printHead: '' };

test('a value is escaped, whatever it holds', async () => {
  const html = await renderTemplate('reporters/empty.njk', {
    t: { reporters: { empty: { filtered: '', all: '<img onerror="x">', longer: '"', reset: '' } } },
    chips: [],
    longerHref: '/"><script>',
    resetHref: '/',
  });
  expect(html).toContain('&lt;img onerror=&quot;x&quot;&gt;');
  expect(html).not.toContain('<script>');
});

test('sabotage: a name that the data lacks is an error of the page, also in an included template, and ends no process', async () => {
  await expect(renderTemplate('reporters/empty.njk', { chips: [] })).rejects.toThrow();
  await expect(renderTemplate('reporters/reporters.njk', { frame: FRAME, title: 'x' })).rejects.toThrow();
  await expect(renderTemplate('no/such.njk', {})).rejects.toThrow('template not found');
});
