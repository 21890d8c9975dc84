import type { LateReportsAnswer } from '../../status/late-reports/late-reports-answer.ts';
import { addressOf, type Chosen } from '../reporters/chosen.ts';
import { DA } from '../words/da.ts';
import { asNumber, asWeek, counted } from '../words/danish-formats.ts';

const t = DA.reporter;

interface Place {
  readonly reporter: string;
  readonly chosen: Chosen;
  readonly isFirstPage: boolean;
}

/** The late reports of this page, without person, type and day; the next page begins after the last item. */
export function itemsOf({ items, next }: LateReportsAnswer, { reporter, chosen, isFirstPage }: Place): object {
  const here = addressOf(`/indberettere/${reporter}`, { ...chosen, municipality: undefined, by: 'institution' });
  const after = (item: string): string => `${here}${here.includes('?') ? '&' : '?'}efter-punkt=${item}#for-sent`;
  return {
    itemsCaption: t.items.caption(asNumber(items.length)),
    items: items.map(({ id, dueWeek, workdaysLate, system }) => ({
      id,
      due: asWeek(dueWeek),
      system,
      late: counted(workdaysLate, t.delays.workday, t.delays.workdays),
    })),
    nextHref: next === undefined ? null : after(next),
    firstHref: isFirstPage ? null : `${here}#for-sent`,
  };
}
