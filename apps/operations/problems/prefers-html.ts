import { prefers } from '#libs/http';

/** Whether an Accept header puts HTML before JSON. Without the header: no. */
export function prefersHtml(accept: string | undefined): boolean {
  return prefers(
    accept,
    ['text/html', 'application/xhtml+xml', 'text/*'],
    ['application/json', 'application/problem+json', 'application/*'],
  );
}
