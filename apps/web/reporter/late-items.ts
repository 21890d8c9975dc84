import type { LateReportsAnswer } from '../../status/late-reports/late-reports-answer.ts';
import { addressOf, type Chosen } from '../reporters/chosen.ts';
import { DA } from '../words/da.ts';
import { asNumber, asWeek, counted } from '../words/danish-formats.ts';

const t = DA.reporter;
/** An item is named by the first part of its id: enough to speak of it. */
export const SHOWN_OF_AN_ID = 8;

/** The lists of one reporter: the choice of its page, and whether a list begins at its beginning. */
export interface ListsPlace {
  readonly reporter: string;
  readonly chosen: Chosen;
  readonly isFirst: { readonly late: boolean; readonly missing: boolean };
}

/** The address of a part of the page, with a list going on after an item. */
export function partOf({ reporter, chosen }: ListsPlace, part: string, after?: readonly [string, string]): string {
  const here = addressOf(`/indberettere/${reporter}`, { ...chosen, municipality: undefined, by: 'institution' });
  const more = after === undefined ? '' : `${here.includes('?') ? '&' : '?'}${after[0]}=${after[1]}`;
  return `${here}${more}#${part}`;
}

/** The late reports of this page, without person, type and day; the next page begins after the last item. */
export function itemsOf({ items, next }: LateReportsAnswer, place: ListsPlace): object {
  return {
    itemsCaption: t.items.caption(asNumber(items.length)),
    items: items.map(({ id, dueWeek, workdaysLate, system }) => ({
      id: id.slice(0, SHOWN_OF_AN_ID),
      due: asWeek(dueWeek),
      system,
      late: counted(workdaysLate, t.delays.workday, t.delays.workdays),
    })),
    nextHref: next === undefined ? null : partOf(place, 'for-sent', ['efter-punkt', next]),
    firstHref: place.isFirst.late ? null : partOf(place, 'for-sent'),
  };
}
