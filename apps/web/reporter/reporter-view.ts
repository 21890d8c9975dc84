import type { LateReportsAnswer } from '../../status/late-reports/late-reports-answer.ts';
import type { MissingReportsAnswer } from '../../status/missing-reports/missing-reports-answer.ts';
import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import type { PageView } from '../frame/page-view.ts';
import { addressOf, type Chosen } from '../reporters/chosen.ts';
import { countedIn } from '../reporters/counted-reports.ts';
import { stateOf } from '../reporters/figures-state.ts';
import type { Names } from '../reporters/names.ts';
import { DA } from '../words/da.ts';
import { asDaysOf, asNumber, asPercent, counted, NBSP } from '../words/danish-formats.ts';
import { delaysOf, waitsOf } from './delay-rows.ts';
import { itemsOf } from './late-items.ts';
import { missingOf } from './missing-items.ts';
import { trendOf } from './trend-view.ts';

const t = DA.reporter;

export interface ReporterAnswers {
  readonly whole: TimelinessAnswer;
  readonly earlier: TimelinessAnswer;
  readonly weeks: TimelinessAnswer;
  readonly late: LateReportsAnswer;
  readonly missing: MissingReportsAnswer;
}

export interface AroundReporter {
  readonly reporter: string;
  readonly chosen: Chosen;
  readonly names: Names;
  readonly now: Date;
  /** Whether a list begins at its beginning. */
  readonly isFirst: { readonly late: boolean; readonly missing: boolean };
}

/** One reporter: a sentence, facts, counts, trend, delays, late items. */
export function reporterView(answers: ReporterAnswers, around: AroundReporter): PageView {
  const { whole, weeks, late, missing } = answers;
  const { reporter, chosen, names, now } = around;
  const row = whole.rows[0];
  const facts = names.find(reporter);
  const name = facts?.name ?? t.unknownName(reporter);
  return {
    template: 'reporter/reporter.njk',
    title: name,
    data: {
      backHref: addressOf('/indberettere', chosen),
      sentence: sentenceOf(answers, chosen),
      state: stateOf(whole, now),
      facts: [
        [t.facts.number, reporter],
        ...(facts === undefined
          ? []
          : [
              [t.facts.type, facts.type],
              [t.facts.municipality, facts.municipality],
            ]),
        [t.facts.received, asNumber(row?.reports ?? 0)],
        [t.facts.history, asNumber(row?.history ?? 0)],
      ],
      trend: trendOf(weeks, chosen),
      delays: row?.figures === undefined ? [] : delaysOf(row.figures),
      waits: row?.figures === undefined ? null : waitsOf(row.figures, countedIn(row)),
      ...itemsOf(late, around),
      missing: missingOf(missing, around),
    },
  };
}

/** The facts in words, above all figures. */
function sentenceOf({ whole, earlier }: ReporterAnswers, chosen: Chosen): string {
  const days = asDaysOf(chosen.from, chosen.to);
  const [row, old] = [whole.rows[0], earlier.rows[0]?.figures?.share];
  if (row?.figures === undefined) return t.sentence.none(days);
  const percent = (share: number): string => `${asPercent(share)}${NBSP}%`;
  const now = t.sentence.share(percent(row.figures.share), counted(countedIn(row), t.report, t.reports), days);
  return old === undefined ? now : `${now} ${t.sentence.before(percent(old))}`;
}
