import type { Pool } from 'pg';
import { eventIdOf } from '#libs/intake';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import type { Answer, RunningService } from '../service/running.ts';

export type Sent = ReturnType<typeof cloudEvent>;

/** The outcome of one copy of a report. */
export interface Delivered {
  readonly eventId: string;
  readonly status: number;
  readonly outcome: string;
  readonly receipt: string;
  readonly pointers: readonly string[];
  /** The content of this copy. */
  readonly content: string;
}

const TIME = '2026-01-05T08:00:00Z';

/** Five reports about each of that many made-up persons, by three kinds of sender. */
export function reportsOf(persons: number, firstSerial: number): Sent[] {
  return Array.from({ length: persons }, (_, index) => firstSerial + index).flatMap((serial) => {
    const birthDate = `2008-05-${17 + Math.floor(serial / 1_000)}`;
    const cpr = syntheticNumber(birthDate, serial % 1_000);
    const of = (type: string, reporter: string, data: object) =>
      cloudEvent(type, { reporter, cpr, time: TIME, id: `${type} ${serial}`, data: { ...data } });
    const school = serial % 2 === 0 ? '990110' : '990120';
    const education = { system: 'cosa', code: '1920' };
    return [
      of('person-registered', 'cpr', { birthDate }),
      of('residence-changed', 'cpr', { municipality: '0751', from: birthDate }),
      of('enrolment-registered', school, {
        enrolmentId: 'E-1',
        institution: school,
        education,
        startsOn: '2025-08-11',
        kind: 'vocational',
      }),
      of('education-interrupted', school, {
        enrolmentId: 'E-1',
        lastDay: '2025-12-19',
        reason: { system: 'neutral', code: 'moved' },
      }),
      of('contact-person-assigned', 'municipality-0751', {
        role: 'kui',
        name: 'Ida Eksempel',
        phone: '+45 00 00 00 01',
        organisation: 'Vejledningen',
        from: '2026-01-05',
      }),
    ];
  });
}

/** Each report one to five times, some alone and some in batches of their sender, in an order by the seed. */
export function deliveriesOf(reports: readonly Sent[], random: () => number): Sent[][] {
  const copies = reports.flatMap((report) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => report));
  const deliveries: Sent[][] = [];
  const filling = new Map<string, Sent[]>();
  for (const copy of copies.map((report) => ({ report, place: random() })).sort((a, b) => a.place - b.place)) {
    const batch = filling.get(clientOf(copy.report)) ?? [];
    if (random() < 0.5) deliveries.push([copy.report]);
    else if (batch.push(copy.report) === 1) filling.set(clientOf(copy.report), batch);
    else if (batch.length >= 8) deliveries.push(batch.splice(0));
  }
  return [...deliveries, ...[...filling.values()].filter((batch) => batch.length > 0)];
}

/** Sends all of it, `atOnce` calls at a time. */
export async function deliver(
  service: RunningService,
  deliveries: readonly Sent[][],
  atATime: number,
): Promise<Delivered[]> {
  const waiting = [...deliveries];
  const delivered: Delivered[] = [];
  const sender = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) delivered.push(...(await send(service, next)));
  };
  await Promise.all(Array.from({ length: atATime }, sender));
  return delivered;
}

async function send(service: RunningService, reports: readonly Sent[]): Promise<Delivered[]> {
  const [first] = reports;
  if (!first) return [];
  const answer = await service.report(clientOf(first), reports.length === 1 ? first : reports);
  return reports.map((report, index) => became(report, answer, index));
}

function became({ source, id, data }: Sent, { status, body, headers }: Answer, index: number): Delivered {
  const item =
    status === 202
      ? body.items[index]
      : { outcome: `problem ${body.code}`, receipt: headers.get('location'), errors: body.errors };
  const pointers = (item.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
  return {
    eventId: eventIdOf(source, id),
    status,
    outcome: item.outcome,
    receipt: item.receipt,
    pointers,
    content: JSON.stringify(data),
  };
}

function clientOf({ source }: Sent): string {
  return source.split('/')[2] ?? '';
}

/** Groups the copies by report. */
export function byReport(delivered: readonly Delivered[]): Delivered[][] {
  const copies = new Map<string, Delivered[]>();
  for (const one of delivered) copies.set(one.eventId, [...(copies.get(one.eventId) ?? []), one]);
  return [...copies.values()];
}

/** The number of events in the log for each report. */
export async function timesInLog(pool: Pool, reports: readonly Sent[]): Promise<number[]> {
  const ids = [...new Set(reports.map(({ source, id }) => eventIdOf(source, id)))];
  const { rows } = await pool.query<{ times: number }>(
    `select (select count(*)::int from log.events e where e.event_id = given.id) as times
     from unnest($1::uuid[]) given (id)`,
    [ids],
  );
  return rows.map(({ times }) => times);
}

/** The same report with one value changed, which would be valid under an id of its own. */
export function saidOtherwise(report: Sent): Sent {
  const data = report['data'] as Record<string, unknown>;
  const others: Record<string, string> = {
    birthDate: '2008-05-01',
    municipality: '0461',
    startsOn: '2025-08-12',
    lastDay: '2025-12-18',
    phone: '+45 00 00 00 02',
  };
  const field = Object.keys(others).find((name) => name in data) ?? '';
  return { ...report, data: { ...data, [field]: others[field] } };
}

/** Two persons under one identity, `pairs` times: the first that arrives stands. */
export function contestedReports(pairs: number, firstSerial: number): Sent[] {
  return Array.from({ length: pairs * 2 }, (_, index) =>
    cloudEvent('residence-changed', {
      reporter: 'cpr',
      cpr: syntheticNumber('2007-02-03', firstSerial + index),
      time: TIME,
      id: `contested ${firstSerial} ${index >> 1}`,
      data: { municipality: '0751', from: '2026-01-05' },
    }),
  );
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
