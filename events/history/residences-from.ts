import type { EffectiveReport } from './current-content.ts';
import type { Day } from '../model/stored.ts';

/** A stretch of days in one municipality. */
export interface Residence {
  readonly from: Day;
  /** The first day after it; null if it lasts until something else is known. */
  readonly before: Day | null;
  /** Null if no municipality is known: before the first report. */
  readonly municipality: string | null;
  /** The report and, if it was corrected, the correction. */
  readonly deciding: readonly string[];
}

type Move = EffectiveReport<'residence-changed.v1'>;

/**
 * Where the young person lived by the reports in force: rows without gaps from the birth date, the last one open-ended.
 * Every report makes a row of its own, also if the municipality stays the same.
 */
export function residencesFrom(reports: readonly EffectiveReport[], birthDate: Day): Residence[] {
  const moves = onePerDay(reports);
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

/** Sorts the moves by day. Of two on the same day the one recorded later counts. */
function onePerDay(reports: readonly EffectiveReport[]): Move[] {
  const byDay = new Map<Day, Move>();
  for (const report of reports) {
    if (report.type !== 'residence-changed.v1') continue;
    const kept = byDay.get(report.data.from);
    if (!kept || kept.recordedPosition < report.recordedPosition) byDay.set(report.data.from, report);
  }
  return [...byDay.values()].sort((a, b) => (a.data.from < b.data.from ? -1 : 1));
}
