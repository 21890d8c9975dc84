/**
 * A second implementation of lateness, written from the method's words alone: walks the feed once per question and the
 * calendar day by day. It shares no code with the product but the list of weekdays and of holidays below.
 */
export interface FeedRow {
  readonly type: string;
  readonly reporter: string;
  readonly source: string;
  readonly occurred_on: string;
  readonly registered_at: string | null;
  readonly received_at: string;
}

export interface WeekRow {
  readonly reporter: string;
  readonly system: string;
  readonly type: string;
  readonly week: string;
  reports: number;
  onTime: number;
  history: number;
  corrections: number;
  withdrawals: number;
  took: number[];
  toRegister: number[];
  toReceive: number[];
  workdaysLate: number;
}

const DAY = 86_400_000;
const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
const PARTS = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Copenhagen' });
const localDay = (moment: string): string => PARTS.format(new Date(moment));

/** Easter Sundays by the almanac; Great Prayer Day, the fourth Friday after Easter, is no holiday from 2024. */
const EASTER: Readonly<Record<string, string>> = {
  2015: '2015-04-05',
  2016: '2016-03-27',
  2017: '2017-04-16',
  2018: '2018-04-01',
  2019: '2019-04-21',
  2020: '2020-04-12',
  2021: '2021-04-04',
  2022: '2022-04-17',
  2023: '2023-04-09',
  2024: '2024-03-31',
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
  2029: '2029-04-01',
};

const open = new Map<string, boolean>();
function isWorkday(day: string): boolean {
  const known = open.get(day);
  if (known !== undefined) return known;
  const year = day.slice(0, 4);
  const easter = EASTER[year];
  if (easter === undefined) throw new RangeError(`no Easter for ${day}`);
  const moving = [-3, -2, 0, 1, 39, 49, 50, ...(year < '2024' ? [26] : [])].map((days) => plus(easter, days));
  const weekday = new Date(day).getUTCDay();
  const closed = weekday === 0 || weekday === 6 || moving.includes(day) || /-(01-01|12-25|12-26)$/.test(day);
  open.set(day, !closed);
  return !closed;
}

/** Workdays after one day up to another; negative backwards. */
function between(from: string, to: string): number {
  if (to < from) return -between(to, from);
  let count = 0;
  for (let day = plus(from, 1); day <= to; day = plus(day, 1)) if (isWorkday(day)) count += 1;
  return count;
}

function isoWeek(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const start = Date.UTC(date.getUTCFullYear(), 0, 1);
  return `${date.getUTCFullYear()}-W${String(Math.ceil(((date.getTime() - start) / DAY + 1) / 7)).padStart(2, '0')}`;
}

function add(histogram: number[], workdays: number): void {
  const index = workdays < 0 ? 0 : workdays > 31 ? 31 : workdays;
  for (let place = histogram.length; place <= index; place += 1) histogram[place] = 0;
  histogram[index] = (histogram[index] ?? 0) + 1;
}

/** The sums of all weeks, in the order of reporter, system, type and week. */
export function naiveWeeks(feed: readonly FeedRow[], typeOf: (reporter: string) => string | undefined): WeekRow[] {
  const rows: WeekRow[] = [];
  const outside = feed.filter(({ reporter }) => reporter !== 'ungestatus');
  for (const one of outside) {
    const { reporter, type } = one;
    const first = outside.find((other) => other.reporter === reporter && other.type === type) ?? one;
    const [received, connected] = [localDay(one.received_at), localDay(first.received_at)];
    const registered = one.registered_at === null ? one.occurred_on : localDay(one.registered_at);
    const names = { reporter, system: one.source.split('/')[2] ?? '', type, week: isoWeek(received) };
    let row = rows.find((other) => Object.entries(names).every(([key, value]) => other[key as 'week'] === value));
    if (row === undefined) {
      const histograms = { took: [], toRegister: [], toReceive: [] };
      const counts = { reports: 0, onTime: 0, history: 0, corrections: 0, withdrawals: 0, workdaysLate: 0 };
      row = { ...names, ...counts, ...histograms };
      rows.push(row);
    }
    row.reports += 1;
    const again = { 'report-corrected.v1': 'corrections', 'report-withdrawn.v1': 'withdrawals' } as const;
    if (type in again) {
      row[again[type as keyof typeof again]] += 1;
      continue;
    }
    if (one.occurred_on < connected && received <= plus(connected, 90)) {
      row.history += 1;
      continue;
    }
    const begins = type === 'dropout-risk-reported.v1' ? one.occurred_on : registered;
    const allowed = type !== 'dropout-risk-reported.v1' && ['1010', '1011'].includes(typeOf(reporter) ?? '') ? 5 : 1;
    let due = begins;
    for (let left = allowed; left > 0; left -= isWorkday(due) ? 1 : 0) due = plus(due, 1);
    const late = Math.max(0, between(due, received));
    if (late === 0) row.onTime += 1;
    row.workdaysLate += late;
    add(row.took, Math.max(0, between(begins, received)));
    add(row.toRegister, between(one.occurred_on, registered));
    add(row.toReceive, between(registered, received));
  }
  const keyOf = ({ reporter, system, type, week }: WeekRow): string => [reporter, system, type, week].join(' ');
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
