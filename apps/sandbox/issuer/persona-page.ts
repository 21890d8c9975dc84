import { PERSONAS } from './personas.ts';

/** Loads the style sheets of this service alone and runs no script. */
export const PERSONA_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'";

/** What the pages load, from this service. */
export interface PageLinks {
  readonly styles: readonly string[];
  readonly icon: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * The page on which one chooses a persona. Each choice is a form to an address that only this sign-in has.
 * @param address of the page
 */
export function personaPage(address: string, links: PageLinks): string {
  const choices = PERSONAS.map(
    ({ id, name, work }) =>
      `<li><form method="post" action="${escaped(address)}/${id}">` +
      `<button class="button button-secondary" type="submit">${escaped(name)}</button></form>` +
      `<p>${escaped(work)}</p></li>`,
  );
  return page(
    'Log ind i sandkassen: vælg en person',
    '<p class="lead">Personerne er opdigtede, og ingen har en adgangskode. Vælg den, du vil være.</p>' +
      `<div class="people"><ul class="nobullet-list">${choices.join('')}</ul></div>`,
    links,
  );
}

/** The page of a sign-in that is too old or belongs to another browser. */
export function stalePage(links: PageLinks): string {
  return page(
    'Log ind er udløbet',
    '<p class="lead">Forsøget er for gammelt eller hører til en anden browser.</p>' +
      '<p><a href="/log-ind">Begynd forfra</a></p>',
    links,
  );
}

function page(title: string, body: string, links: PageLinks): string {
  const loaded = [
    ...links.styles.map((address) => `<link rel="stylesheet" href="${escaped(address)}">`),
    `<link rel="icon" href="${escaped(links.icon)}">`,
  ].join('');
  return (
    '<!doctype html><html lang="da"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${title} – Ungestatus</title>${loaded}</head><body>` +
    '<header><p class="ribbon">Sandkasse. Alle personer, steder og tal er opdigtede.</p></header>' +
    `<main><h1>${title}</h1>${body}</main></body></html>\n`
  );
}
