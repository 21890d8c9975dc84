import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import { DA } from '../words/da.ts';
import { asNumber, counted } from '../words/danish-formats.ts';

type Figures = NonNullable<TimelinessAnswer['rows'][number]['figures']>;
type Delay = Figures['took'];

const t = DA.reporter;
const MOST_WORKDAYS = 30;
const BAR_WIDTH = 200;

const inWorkdays = (days: number): string =>
  days > MOST_WORKDAYS
    ? `${DA.reporters.over30} ${t.delays.workdays}`
    : counted(days, t.delays.workday, t.delays.workdays);

/** The two delays, each with its owner. They are never added: medians have no sum. */
export function delaysOf({ toRegister, toReceive }: Figures): object[] {
  const row = (way: string, owner: string, { median, p90 }: Delay) => ({
    way,
    owner,
    median: inWorkdays(median),
    p90: inWorkdays(p90),
  });
  return [
    row(t.delays.toRegister, t.delays.secretary, toRegister),
    row(t.delays.toReceive, t.delays.system, toReceive),
  ];
}

/** How long the reports took, in classes, with bars on one scale. */
export function waitsOf({ classes, onTime }: Figures, received: number): object {
  const most = Math.max(1, ...Object.values(classes));
  return {
    heading: t.buckets.heading(asNumber(received - onTime)),
    rows: (Object.keys(t.buckets.classes) as (keyof typeof classes)[]).map((name) => ({
      wait: t.buckets.classes[name],
      count: asNumber(classes[name]),
      percent: ((classes[name] / received) * 100).toFixed(1).replace('.', ','),
      width: Math.round((classes[name] / most) * BAR_WIDTH),
    })),
  };
}
