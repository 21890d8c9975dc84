import { ProblemError } from '#libs/problems';

/** RFC 9110, 5.6.6 and 8.3.1: type and parameter names in any case, a parameter's value a token or a quoted string. */
const MEDIA_TYPE = /^([!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+)\s*(;.*)?$/i;
const PARAMETER = /;\s*([^\s;="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g;

/** Every US-ASCII text is also UTF-8. */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * The media type of a Content-Type header in lower case.
 * @returns undefined if there is no readable one
 * @throws ProblemError `unsupported-media-type` for a charset other than UTF-8
 */
export function mediaTypeOf(header: string | undefined): string | undefined {
  const [, type, parameters = ''] = MEDIA_TYPE.exec(header?.trim() ?? '') ?? [];
  const charset = charsetOf(parameters);
  if (charset !== undefined && !CHARSETS.has(charset.toLowerCase()))
    throw new ProblemError('unsupported-media-type', { detail: 'charset: utf-8 or none' });
  return type?.toLowerCase();
}

function charsetOf(parameters: string): string | undefined {
  for (const [, name, quoted, token] of parameters.matchAll(PARAMETER)) {
    if (name?.toLowerCase() === 'charset') return quoted?.replace(/\\(.)/g, '$1') ?? token;
  }
  return undefined;
}
