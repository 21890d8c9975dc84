import { STYLE } from './page-style.ts';
import { FIELD_ERRORS, PROBLEMS, type ProblemCode, type Text } from '#libs/problems';
import type { ProblemDescription } from './problems-answer.ts';

export function problemPage({ code, status, retryable, title, remedy }: ProblemDescription): string {
  const [againDa, againEn] = retryable
    ? ['Det samme kald kan lykkes senere, uden at noget ændres.', 'The same call may succeed later without a change.']
    : ['Det samme kald lykkes ikke af sig selv.', 'The same call does not succeed by itself.'];
  const part = (lang: 'da' | 'en', heading: string, again: string): string =>
    `<section lang="${lang}"><h2>${escaped(title[lang])}</h2>` +
    `<h3>${heading}</h3><p>${escaped(remedy[lang])}</p><p>${again}</p></section>`;
  return page(
    code,
    `<h1>${code}</h1><p>HTTP ${status}</p>` +
      `${part('da', 'Hvad gør jeg?', againDa)}${part('en', 'What to do', againEn)}` +
      '<p><a href="../problems">Alle koder / all codes</a></p>',
  );
}

export function problemsPage(): string {
  const problems = (Object.keys(PROBLEMS) as ProblemCode[]).map((code) =>
    row(`<a href="problems/${code}">${code}</a>`, PROBLEMS[code], PROBLEMS[code].remedy),
  );
  const fields = Object.entries<Text & { readonly remedy?: Text }>(FIELD_ERRORS).map(([code, text]) =>
    row(code, text, text.remedy),
  );
  const table = (rows: readonly string[]): string => `<table><tbody>${rows.join('')}</tbody></table>`;
  return page(
    'problems',
    `<h1>Fejlkoder / problem codes</h1>${table(problems)}` +
      `<h2>Koder i errors og warnings / codes in errors and warnings</h2>${table(fields)}`,
  );
}

function row(code: string, text: Text, remedy: Text | undefined): string {
  const cell = (lang: 'da' | 'en'): string =>
    `<td lang="${lang}">${escaped(text[lang])} ${escaped(remedy?.[lang] ?? '')}</td>`;
  return `<tr><th scope="row">${code}</th>${cell('da')}${cell('en')}</tr>`;
}

function page(title: string, body: string): string {
  return (
    '<!doctype html><html lang="da"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>\n`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
