import { createHash } from 'node:crypto';

/** The one style of the pages: loads nothing, uses the light or dark colours of the reader's system. */
export const STYLE = [
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}',
  'main{max-width:70rem;margin:2rem auto;padding:0 1rem}',
  'h1{font-size:1.75rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 0}',
  'p{margin:.25rem 0;max-width:65ch}a{color:LinkText}table{border-collapse:collapse;width:100%}',
  'th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid GrayText}',
  'th{font-weight:600;white-space:nowrap}',
  '@media(max-width:45rem){th,td{display:block;border:0;padding:.125rem 0;white-space:normal}',
  'tr{display:block;padding:.75rem 0;border-bottom:1px solid GrayText}}',
].join('');

/** Allows that style, by its digest, and nothing else. */
export const POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
