import type { MissingReportsAnswer } from '../../status/missing-reports/missing-reports-answer.ts';
import { DA } from '../words/da.ts';
import { asDateAndTime, asNumber, asWeek, counted } from '../words/danish-formats.ts';
import { type ListsPlace, partOf, SHOWN_OF_AN_ID } from './late-items.ts';

const t = DA.reporter.missing;
const { workday, workdays } = DA.reporter.delays;

/** The missing reports of this page, without person and day; the heading counts all of them. */
export function missingOf({ counts, items, next, asOf }: MissingReportsAnswer, place: ListsPlace): object {
  const all = counts.reduce((sum, count) => sum + count.items, 0);
  return {
    heading: t.heading(asNumber(all)),
    caption: t.caption(`${asNumber(items.length)} af ${asNumber(all)}`),
    checked: t.checked(asDateAndTime(new Date(asOf.time))),
    items: items.map(({ id, kind, dueWeek, workdaysLate }) => ({
      id: id.slice(0, SHOWN_OF_AN_ID),
      kind: t.kinds[kind],
      due: asWeek(dueWeek),
      late: counted(workdaysLate, workday, workdays),
    })),
    nextHref: next === undefined ? null : partOf(place, 'mangler', ['mangler-efter', next]),
    firstHref: place.isFirst.missing ? null : partOf(place, 'mangler'),
  };
}
