import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { getProjectRoot } from '#libs/database';

/** Escapes everything; a name that a template mentions and the page lacks is an error, not an empty text. */
const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(getProjectRoot(), 'apps/web')), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/**
 * Renders a template of this app. The only caller of the template library, which without a callback throws the fault of
 * an included template where nobody can catch it: the process would end.
 */
export function renderTemplate(template: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  return new Promise((resolve, reject) => {
    templates.render(template, data, (fault, html) =>
      typeof html === 'string' ? resolve(html) : reject(fault ?? new Error(`${template} gave no text`)),
    );
  });
}
