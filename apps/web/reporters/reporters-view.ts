import { weeksBefore } from '#libs/calendar';
import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import type { PageView } from '../frame/page-view.ts';
import { DA } from '../words/da.ts';
import { asDaysOf, asNumber, asWeek } from '../words/danish-formats.ts';
import { addressOf, type Chosen, GROUPS, SPANS } from './chosen.ts';
import type { Names } from './names.ts';
import { shownRowsOf } from './reporter-row.ts';
import { stateOf } from './figures-state.ts';

const PATH = '/indberettere';
const WEEKS_OFFERED = 104;
const t = DA.reporters;

export interface ReportersAnswers {
  readonly answer: TimelinessAnswer;
  /** The same question of the weeks before. */
  readonly earlier: TimelinessAnswer;
}

export interface Around {
  readonly chosen: Chosen;
  readonly names: Names;
  /** By the service's clock. */
  readonly now: Date;
}

/** The table of reporters, or of another group, as its template needs it. */
export function reportersView({ answer, earlier }: ReportersAnswers, { chosen, names, now }: Around): PageView {
  const rows = shownRowsOf(answer, earlier, { chosen, names });
  const count = `${asNumber(rows.length)} af ${asNumber(rows.length)}`;
  return {
    template: 'reporters/reporters.njk',
    title: t.title,
    data: {
      lead: t.lead(asDaysOf(answer.from, answer.to)),
      state: stateOf(answer, now),
      groups: GROUPS.map((by) => ({
        href: addressOf(PATH, chosen, { by }),
        text: t.groups[by],
        isCurrent: by === chosen.by,
      })),
      form: formOf(chosen, names),
      chips: chipsOf(chosen, names),
      resetHref: addressOf(PATH, chosen, nothingChosen(chosen)),
      by: chosen.by,
      caption: t.caption[chosen.by](count),
      order: chosen.by === 'week' ? t.orderOfWeeks : t.order,
      head: t.heads[chosen.by],
      isOfInstitutions: chosen.by === 'institution',
      countsMissing: chosen.by !== 'system' && chosen.by !== 'week',
      rows,
      longerHref: addressOf(PATH, chosen, { weeks: 52 }),
    },
  };
}

const nothingChosen = ({ lastWhole }: Chosen): Partial<Chosen> => ({
  municipality: undefined,
  to: lastWhole,
  weeks: 12,
});

function formOf({ municipality, to, weeks, by, lastWhole }: Chosen, names: Names): object {
  const offered = Array.from({ length: WEEKS_OFFERED }, (_, ago) => weeksBefore(lastWhole, ago));
  const all = offered.includes(to) ? offered : [to, ...offered];
  return {
    by,
    municipalities: [{ value: '', text: t.filter.all }, ...names.municipalities()].map((one) => ({
      ...one,
      isChosen: one.value === (municipality ?? ''),
    })),
    weeks: all.map((week) => ({ value: week, text: asWeek(week), isChosen: week === to })),
    spans: SPANS.map((span) => ({
      value: span,
      text: t.filter.spanOf(Number(span)),
      isChosen: Number(span) === weeks,
    })),
  };
}

/** The choices that differ from what holds anyway, each with the address without it. */
function chipsOf(chosen: Chosen, names: Names): object[] {
  const { municipality, to, weeks, lastWhole } = chosen;
  const without = (change: Partial<Chosen>, text: string) => ({ href: addressOf(PATH, chosen, change), text });
  return [
    ...(municipality === undefined
      ? []
      : [without({ municipality: undefined }, `${t.filter.municipality}: ${names.municipality(municipality)}`)]),
    ...(to === lastWhole ? [] : [without({ to: lastWhole }, `${t.filter.week}: ${asWeek(to)}`)]),
    ...(weeks === 12 ? [] : [without({ weeks: 12 }, `${t.filter.span}: ${t.filter.spanOf(weeks)}`)]),
  ];
}
