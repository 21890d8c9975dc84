/** CloudEvents as a study-administration system sends them; `id` defaults to a fresh one. */
let counter = 0;

export interface ReportGiven {
  readonly id?: string;
  readonly client?: string;
  readonly reporter: string;
  readonly cpr?: string;
  readonly key?: string;
  readonly time?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @param type short name without version, e.g. `education-interrupted` */
export function cloudEvent(type: string, given: ReportGiven): Record<string, unknown> & { id: string; source: string } {
  counter += 1;
  const person = given.key === undefined ? { cpr: given.cpr } : { key: given.key };
  return {
    specversion: '1.0',
    id: given.id ?? `report-${counter}`,
    source: `/systems/${given.client ?? clientOf(given.reporter)}/reporters/${given.reporter}`,
    type: `dk.ungestatus.${type}.v1`,
    ...(given.time === undefined ? {} : { time: given.time }),
    data: { person, ...given.data },
  };
}

function clientOf(reporter: string): string {
  if (reporter === 'cpr') return 'cpr';
  if (reporter.startsWith('municipality-')) return reporter.replace('municipality-', 'adviser-');
  return ['990110', '990111', '990210', '990410', '990510'].includes(reporter) ? 'sa-nord' : 'sa-syd';
}

/** A synthetic civil number: born on the day, day + 60. `serial` 0-999 distinguishes people of one birth date. */
export function syntheticNumber(birthDate: string, serial: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const century = Number(year) >= 2000 ? '4' : '0';
  return `${Number(day) + 60}${month}${year.slice(2)}${century}${String(serial).padStart(3, '0')}`;
}
