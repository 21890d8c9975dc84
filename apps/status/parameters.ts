import { parsePurpose, parseReason, type Purpose, PURPOSES, REASONS } from '#libs/access';
import { findMondayOf, type Week } from '#libs/calendar';
import { day, inHeader, inPath, inQuery, municipality, oneOf, text, uuid, week } from '#libs/contract';
import { isTime } from '#libs/validation';
import type { KnownAt } from '#projections/education-status/knowledge.query';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A person's key. A text that is no key belongs to no person. */
export const personParameter = inPath(
  'key',
  uuid('The key a look-up gave; a civil number is never part of an address.', '11111111-1111-4111-8111-111111111111'),
  (key) => (UUID.test(key) ? key.toLowerCase() : undefined),
);

const purposes = (Object.keys(PURPOSES) as Purpose[]).filter((code) => !('stated' in PURPOSES[code]));
const purposeSchema = oneOf(purposes, 'Why the person is looked at. Every look is written in the read log.');
export const purposeParameter = inHeader('X-Purpose', purposeSchema, { required: true, read: parsePurpose });
/** A work list is for following up: that is its purpose if the header is left out. */
export const purposeOfListParameter = inHeader('X-Purpose', purposeSchema, {
  required: false,
  read: (purpose): Purpose => (purpose === undefined ? 'follow-up' : parsePurpose(purpose)),
});

export const reasonParameter = inHeader(
  'X-Reason',
  oneOf(Object.keys(REASONS), 'Why what is protected must be shown.'),
  { required: false, read: parseReason },
);

export const validOnParameter = inQuery('validOn', day('The day asked about; today if left out.'));

const KNOWN = 'A log position or an RFC 3339 time';
export const knownAtParameter = (name = 'knownAt', without = 'now') =>
  inQuery(name, text(`${KNOWN}; ${without} if left out.`, '2026-11-01T12:00:00Z'), {
    wrong: 'known-at',
    as: toKnownAt,
  });

function toKnownAt(value: string): KnownAt {
  if (/^\d{1,15}$/.test(value)) return { position: Number(value) };
  // In a URL an unescaped + of a time offset arrives as a space.
  const moment = value.replace(' ', '+');
  return isTime(moment) ? { time: new Date(moment).toISOString() } : undefined;
}

export const municipalityParameter = (description: string) =>
  inQuery('municipality', municipality(description), { wrong: 'municipality-code' });

const asWeek = (text: string): Week | undefined => (findMondayOf(text) === undefined ? undefined : text);

/** The span of figures of deliveries. */
export const weekParameters = {
  from: inQuery(
    'from',
    week('The first week of receipt; the last but three if left out. By event type the service chooses it.'),
    { wrong: 'week', as: asWeek },
  ),
  to: inQuery('to', week('The last week of receipt; the present one if left out.'), { wrong: 'week', as: asWeek }),
};

const asReporter = (reporter: string): string | undefined =>
  /^[a-z0-9-]{1,40}$/.test(reporter) ? reporter : undefined;

export const reporterInPath = inPath('reporter', text('An institution’s number.', '990110'), asReporter);

/** The cursor of a list whose cursor is its last item. */
export const itemCursorParameter = inQuery(
  'after',
  text('The cursor of the page before.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', {
    pattern: '^[A-Za-z0-9_-]{1,200}$',
  }),
  { wrong: 'cursor' },
);
