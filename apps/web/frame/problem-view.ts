import type { ProblemBody } from '#libs/problems';
import { DA } from '../words/da.ts';
import type { PageView } from './page-view.ts';

/**
 * A problem as a page. Forbidden and not found look alike: the page must not tell that something is there. A fault of
 * the service says so, and that it means nothing about the reporters.
 */
export function problemView({ status, code, title, remedy, correlationId }: ProblemBody): PageView {
  const { gone, failed, refused } = DA.problem;
  if (code === 'forbidden' || code === 'not-found')
    return message(status, gone.heading, [gone.text], { href: '/', text: gone.link });
  if (status >= 500) return message(status, failed.heading, [title, failed.text, failed.reference(correlationId)]);
  return message(status, refused.heading, [title, remedy], { href: '/', text: gone.link });
}

function message(
  status: number,
  heading: string,
  paragraphs: readonly string[],
  link: { readonly href: string; readonly text: string } | null = null,
): PageView {
  return { template: 'frame/message.njk', title: heading, status, data: { heading, paragraphs, link } };
}
