import { findMondayOf, type Week, weekOf, weeksBefore } from '#libs/calendar';
import { inQuery, municipality, oneOf, type ParametersOf, week } from '#libs/contract';

export const GROUPS = ['institution', 'municipality', 'institution-type', 'system', 'week'] as const;
export type ShownGroup = (typeof GROUPS)[number];

export const SPANS = ['4', '12', '52'] as const;

/** A form sends a field that nobody chose as an empty text. */
const orEmpty =
  <Value>(as: (text: string) => Value | undefined) =>
  (text: string): Value | null | undefined =>
    text === '' ? null : as(text);

const among =
  <Value extends string>(all: readonly Value[]) =>
  (text: string): Value | undefined =>
    all.find((one) => one === text);

/** What a page about reporters can be asked for. All of it stands in the address. */
export const CHOICES = {
  kommune: inQuery('kommune', municipality('Kun indberettere i denne kommune.'), {
    wrong: 'municipality-code',
    as: orEmpty((text) => (/^\d{4}$/.test(text) ? text : undefined)),
  }),
  uge: inQuery('uge', week('Den sidste uge.'), {
    wrong: 'week',
    as: orEmpty((text) => (findMondayOf(text) === undefined ? undefined : text)),
  }),
  uger: inQuery('uger', oneOf(SPANS, 'Antal uger.'), { as: orEmpty(among(SPANS)) }),
  efter: inQuery('efter', oneOf(GROUPS, 'Rækkernes gruppe.'), { as: orEmpty(among(GROUPS)) }),
};

/** The choice of a page, with what holds if nothing was chosen. */
export interface Chosen {
  readonly municipality: string | undefined;
  readonly from: Week;
  /** Inclusive. */
  readonly to: Week;
  readonly weeks: number;
  readonly by: ShownGroup;
  /** The week that holds without a choice: the last whole one. */
  readonly lastWhole: Week;
}

/** @param today the day by the service's clock */
export function chosenOf({ kommune, uge, uger, efter }: ParametersOf<typeof CHOICES>, today: string): Chosen {
  const lastWhole = weeksBefore(weekOf(today), 1);
  const to = uge ?? lastWhole;
  const weeks = Number(uger ?? '12');
  return {
    municipality: kommune ?? undefined,
    from: weeksBefore(to, weeks - 1),
    to,
    weeks,
    by: efter ?? 'institution',
    lastWhole,
  };
}

/** The same number of weeks before the chosen ones, to compare with. */
export function before({ from, weeks }: Pick<Chosen, 'from' | 'weeks'>): { readonly from: Week; readonly to: Week } {
  return { from: weeksBefore(from, weeks), to: weeksBefore(from, 1) };
}

/** An address with this choice; what holds anyway is left out. */
export function addressOf(path: string, chosen: Chosen, change: Partial<Chosen> = {}): string {
  const { municipality, to, weeks, by } = { ...chosen, ...change };
  const query = new URLSearchParams({
    ...(by === 'institution' ? {} : { efter: by }),
    ...(municipality === undefined ? {} : { kommune: municipality }),
    ...(to === chosen.lastWhole ? {} : { uge: to }),
    ...(weeks === 12 ? {} : { uger: String(weeks) }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}
