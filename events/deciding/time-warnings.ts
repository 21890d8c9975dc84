import { type DecideContext, type Decision, decision, findingIf } from '../model/decision.ts';
import type { Day, Instant } from '../model/stored.ts';

/** The findings about the times of a report, whatever it is about. `on` is the day it happened. */
export function timeWarnings(
  { registeredAt, on }: { readonly registeredAt: Instant | null; readonly on: Day },
  { today, receivedAt }: Pick<DecideContext, 'today' | 'receivedAt'>,
): Decision['warnings'] {
  return decision({
    warnings: [
      findingIf(registeredAt === null, '/time', 'time-missing'),
      findingIf(registeredAt !== null && registeredAt > receivedAt, '/time', 'registered-after-received'),
      findingIf(on > oneYearAfter(today), '/data', 'future-date'),
    ],
  }).warnings;
}

/** The same date next year. Days compare as text, so 29 February needs no special case. */
function oneYearAfter(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
