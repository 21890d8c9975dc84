import { isDay } from '#libs/calendar';

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Whether the text is an RFC 3339 time on a real day, 1900-2999. Leap seconds are refused: no connected system sends
 * them.
 */
export function isTime(text: string): boolean {
  const day = RFC3339.exec(text)?.[1];
  return day !== undefined && isDay(day);
}
