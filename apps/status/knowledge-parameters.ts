import { day, inQuery, text } from '#libs/contract';

const KNOWN = 'A log position or an RFC 3339 time';
export const validOnParameter = inQuery('validOn', day('The day asked about; today if left out.'));
export const knownAtParameter = (name = 'knownAt', without = 'now') =>
  inQuery(name, text(`${KNOWN}; ${without} if left out.`, '2026-11-01T12:00:00Z'));
