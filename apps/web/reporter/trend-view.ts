import { weeksBefore } from '#libs/calendar';
import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import { trendDrawing } from '../drawings/trend.ts';
import type { Chosen } from '../reporters/chosen.ts';
import { countedIn } from '../reporters/counted-reports.ts';
import { DA } from '../words/da.ts';
import { asNumber, asPercent, asWeek, NBSP } from '../words/danish-formats.ts';

const t = DA.reporter.trend;
/** Weeks that the drawing shows, whatever the figures are asked for. */
export const WEEKS_DRAWN = 52;

/** The drawing of 52 weeks, its sentence, and the same weeks as a table. Null without a week that has a share. */
export function trendOf({ rows }: TimelinessAnswer, { to, weeks: chosenWeeks }: Chosen): object | null {
  const byWeek = new Map(rows.map((row) => [row.name, row]));
  const weeks = Array.from({ length: WEEKS_DRAWN }, (_, at) => weeksBefore(to, WEEKS_DRAWN - 1 - at));
  const shares = weeks.map((week) => byWeek.get(week)?.figures?.share);
  const known = rows.flatMap((row) => (row.figures ? [{ figures: row.figures, count: countedIn(row) }] : []));
  if (known.length === 0) return null;
  const onTime = known.reduce((sum, { figures }) => sum + figures.onTime, 0);
  const all = known.reduce((sum, { count }) => sum + count, 0);
  return {
    sentence: t.drawing(WEEKS_DRAWN, `${asPercent(onTime / all)}${NBSP}%`),
    drawing: trendDrawing(shares, { counted: Math.min(chosenWeeks, WEEKS_DRAWN) }),
    first: asWeek(weeks[0] ?? to),
    last: asWeek(to),
    rows: weeks.toReversed().map((week) => {
      const row = byWeek.get(week);
      if (row?.figures === undefined) return { week: asWeek(week), figures: null };
      const received = asNumber(countedIn(row));
      return {
        week: asWeek(week),
        figures: { received, onTime: asNumber(row.figures.onTime), share: asPercent(row.figures.share) },
      };
    }),
  };
}
