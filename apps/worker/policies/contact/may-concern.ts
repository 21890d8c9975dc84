import { birthday, localDay } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';

/**
 * Whether the contact clock may ever run for the person: the municipality became aware, or the person was young enough
 * at the first report. The youngest of the birth dates ever reported counts.
 */
export function mayConcern({ events, numberBirthDate }: PersonHistory, rules: RuleBook): boolean {
  if (events.some(({ type }) => type === 'became-aware.v1')) return true;
  const birthDates = events.flatMap((event) => {
    if (event.type === 'person-registered.v1') return [event.data.birthDate];
    const corrected = event.type === 'report-corrected.v1' ? event.data.content['birthDate'] : undefined;
    return typeof corrected === 'string' ? [corrected] : [];
  });
  const youngest = [numberBirthDate, ...birthDates].sort().at(-1) ?? '';
  const first = events.map((event) => localDay(event.recordedAt)).sort()[0];
  return first !== undefined && first < birthday(youngest, rules.on(first).contactBeforeAge);
}
