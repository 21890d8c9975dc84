import type { Pool } from 'pg';
import { addDays, localDay } from '#libs/calendar';
import { eventIdOf } from '#libs/intake';
import { ServiceStory } from '../stories/service-story.ts';
import type { RunningService } from '../service/running.ts';

/** Young people whose school reports at one moment that they left. */
export interface Deadline {
  readonly name: string;
  readonly knownAt: string;
  readonly dueOn: string;
  /** The first moment of the morning after the due date, in Denmark. */
  readonly passesAt: string;
  readonly persons: number;
}

const of = (name: string, knownAt: string, dueOn: string, passesAt: string, persons = 6): Deadline => ({
  name,
  knownAt,
  dueOn,
  passesAt,
  persons,
});

/** Days and nights on which a clock easily goes wrong; dates counted by hand from the holidays of the years. */
export const DEADLINES = {
  summerBegins: of('a week over which summer time began', '2026-03-23T09:00:00Z', '2026-03-30', '2026-03-30T22:00:00Z'),
  easter: of(
    'known in the night without an hour, Easter between',
    '2026-03-29T00:30:00Z',
    '2026-04-08',
    '2026-04-08T22:00:00Z',
    30,
  ),
  summerEnds: of('a week over which summer time ended', '2026-10-19T09:00:00Z', '2026-10-26', '2026-10-26T23:00:00Z'),
  doubled: of(
    'known in the hour that came twice, the first',
    '2026-10-25T00:30:00Z',
    '2026-10-30',
    '2026-10-30T23:00:00Z',
  ),
  doubledAgain: of(
    'known in the hour that came twice, the second',
    '2026-10-25T01:30:00Z',
    '2026-10-30',
    '2026-10-30T23:00:00Z',
  ),
  beforeMidnight: of(
    'known in the last minute of a Danish day',
    '2026-11-10T22:59:30Z',
    '2026-11-17',
    '2026-11-17T23:00:00Z',
  ),
  afterMidnight: of(
    'known in the first minute of the next',
    '2026-11-10T23:00:30Z',
    '2026-11-18',
    '2026-11-18T23:00:00Z',
  ),
  summerBegins2027: of(
    'a week that ends in the Easter over which summer time begins',
    '2027-03-22T09:00:00Z',
    '2027-04-01',
    '2027-04-01T22:00:00Z',
  ),
  easter2027: of(
    'known in the night without an hour, an Easter Sunday',
    '2027-03-28T00:30:00Z',
    '2027-04-05',
    '2027-04-05T22:00:00Z',
  ),
  onLeapDay: of('due on a leap day', '2028-02-22T09:00:00Z', '2028-02-29', '2028-02-29T23:00:00Z'),
  overLeapDay: of('known on a leap day', '2028-02-29T09:00:00Z', '2028-03-07', '2028-03-07T23:00:00Z', 20),
} as const satisfies Record<string, Deadline>;

const BORN = '2010-06-10';
const ALL: readonly Deadline[] = Object.values(DEADLINES);
const firstSerial = (deadline: Deadline): number =>
  ALL.slice(0, ALL.indexOf(deadline)).reduce((sum, { persons }) => sum + persons, 100);

function peopleOf(deadline: Deadline, story: ServiceStory) {
  return Array.from({ length: deadline.persons }, (_, index) => {
    const serial = firstSerial(deadline) + index;
    return { ...story.young(BORN, serial), reportId: `left-${serial}` };
  });
}

async function sendAll(service: RunningService, client: string, reports: readonly object[]): Promise<void> {
  const { status, body } = await service.report(client, reports);
  if (status !== 202 || body.counts.accepted !== reports.length)
    throw new Error(`not all were taken in: ${status} ${JSON.stringify(body)}`);
}

/** Registers all persons as residents of 0751 and enrols them. */
export async function enrolEverybody(service: RunningService): Promise<void> {
  const story = new ServiceStory(service);
  await story.at('2026-03-02T09:00:00Z');
  const people = ALL.flatMap((deadline) => peopleOf(deadline, story));
  await sendAll(
    service,
    'cpr',
    people.map((young) => story.event(young, 'residence-changed', 'cpr', { municipality: '0751', from: BORN })),
  );
  const data = {
    enrolmentId: 'E-1',
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  await sendAll(
    service,
    'sa-nord',
    people.map((young) => story.event(young, 'enrolment-registered', '990110', data)),
  );
}

/** Moves the clock to the day of knowledge, and sends the school's reports. */
export async function reportDeadline(service: RunningService, deadline: Deadline): Promise<void> {
  const story = new ServiceStory(service);
  await story.at(deadline.knownAt);
  const data = {
    enrolmentId: 'E-1',
    lastDay: addDays(localDay(deadline.knownAt), -3),
    reason: { system: 'neutral', code: 'wrong-choice' },
  };
  const people = peopleOf(deadline, story);
  await sendAll(
    service,
    'sa-nord',
    people.map((young) => story.event(young, 'education-interrupted', '990110', data, { id: young.reportId })),
  );
  await service.parts.worker?.settle(9_000);
}

/** One line per person: the due date of its case and the number of its breaches. */
export async function breachesOf(pool: Pool, story: ServiceStory, deadline: Deadline): Promise<string[]> {
  const triggers = peopleOf(deadline, story).map(({ reportId }) =>
    eventIdOf('/systems/sa-nord/reporters/990110', reportId),
  );
  const { rows } = await pool.query<{ line: string }>(
    `select format('due %s, breached %s times', o.data->'due'->(o.data->>'calendar')->>'dueOn', count(b)) as line
     from unnest($1::uuid[]) given (trigger)
     left join log.events o on o.type = 'follow-up-opened.v1' and o.data->'trigger'->>'eventId' = given.trigger::text
     left join log.events b on b.type = 'follow-up-breached.v1' and b.stream = o.stream
     and b.data->>'caseId' = o.data->>'caseId'
     group by given.trigger, o.position, o.data->'due'->(o.data->>'calendar')->>'dueOn'`,
    [triggers],
  );
  return rows.map(({ line }) => line);
}

/** Cases of the whole log with more than one breach. */
export async function breachedTwice(pool: Pool): Promise<number> {
  const { rows } = await pool.query(
    `select 1 from log.events where type = 'follow-up-breached.v1' group by data->>'caseId' having count(*) > 1`,
  );
  return rows.length;
}

/** Lets time pass while no service runs: moves the kept clock in the database. */
export async function passTime(pool: Pool, until: string): Promise<void> {
  const offset = Date.parse(until) - Date.now();
  await pool.query(
    `insert into sandbox.clock (offset_milliseconds) values ($1) on conflict (only_row)
     do update set offset_milliseconds = excluded.offset_milliseconds`,
    [offset],
  );
}
