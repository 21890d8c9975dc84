import { birthDateOf } from '../correction/birth-date.ts';
import { type EffectiveReport, effectiveReports } from '../correction/effective.ts';
import type { PersonHistory } from '../person-event.ts';
import type { Day } from '../stored.ts';

/** A stretch of days in one municipality. */
export interface Residence {
  readonly from: Day;
  /** First day after it; null: until something else is known. */
  readonly before: Day | null;
  /** Null where none is known: before the first report. */
  readonly municipality: string | null;
  /** The report, and where it was corrected the correction. */
  readonly deciding: readonly string[];
}

type Move = EffectiveReport<'residence-changed.v1'>;

/**
 * Where the young person lived as known after `history.events`, from the birth date without gaps to for ever.
 * Every report gives a row of its own, also where the municipality stays the same.
 */
export function residenceTimeline(
  history: PersonHistory,
  reports: readonly EffectiveReport[] = effectiveReports(history.events),
): Residence[] {
  const moves = onePerDay(reports);
  const birthDate = birthDateOf(history, reports).day;
  const rows: Residence[] = moves.map((move, index) => ({
    from: move.data.from,
    before: moves[index + 1]?.data.from ?? null,
    municipality: move.data.municipality,
    deciding: move.citations,
  }));
  const first = rows[0];
  if (first && first.from <= birthDate) return rows;
  return [{ from: birthDate, before: first?.from ?? null, municipality: null, deciding: [] }, ...rows];
}

/** The residence on a day; before the first row the first. Throws on an empty list. */
export function residenceOn(rows: readonly Residence[], day: Day): Residence {
  const row = rows.findLast(({ from }) => from <= day) ?? rows[0];
  if (!row) throw new RangeError('a residence timeline has at least one row');
  return row;
}

/** Moves by day; of two on the same day the later recorded. */
function onePerDay(reports: readonly EffectiveReport[]): Move[] {
  const byDay = new Map<Day, Move>();
  for (const report of reports) {
    if (report.type !== 'residence-changed.v1') continue;
    const kept = byDay.get(report.data.from);
    if (!kept || kept.recordedPosition < report.recordedPosition) byDay.set(report.data.from, report);
  }
  return [...byDay.values()].sort((a, b) => (a.data.from < b.data.from ? -1 : 1));
}
