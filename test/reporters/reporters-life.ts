import { PostgresEventStore, reporterStream } from '#libs/event-store';
import { newEvent } from '../given/new-event.ts';
import { rowsOf } from '../restore/some-facts.ts';
import { type ServiceStory, type StoryService, type Young } from '../stories/service-story.ts';

export type AnyStory = ServiceStory<StoryService>;

/** More than a stream may have before it counts as long. */
const MANY = 110;
export const BUSY_REPORTER = '990110';
/** A reporter whose stream holds a type that this program does not know. */
export const LATER_REPORTER = '990210';

const CONNECTED = { system: 'sa-nord', step: 'asked', from: '2026-01-01', intakeMode: 'automatic' };

export const connection = (id: string, reporter = BUSY_REPORTER, client = 'sa-nord', data: object = {}) => ({
  specversion: '1.0',
  id,
  source: `/systems/${client}/reporters/${reporter}`,
  type: 'dk.ungestatus.system-connected.v1',
  // Late by every rule, and without a registration time: a report about a person would count and be warned about.
  data: { ...CONNECTED, ...data },
});

/** Two young people: one at school, at risk since a report that came late; one who left and whom nobody has called. */
export async function livePersons(story: AnyStory): Promise<readonly Young[]> {
  await story.at('2025-09-01T08:00:00Z');
  const [ana, bo] = [story.young('2009-01-20', 711), story.young('2009-02-20', 712)];
  for (const one of [ana, bo]) {
    await story.lives(one, '0751');
    await story.enrols(one, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  }
  await atRisk(story, ana, '2025-09-01');
  await story.at('2026-03-02T08:00:00Z');
  await atRisk(story, ana, '2026-02-17');
  // Registered after it was received: a warning, so that there is a finding.
  await story.leaves(bo, '2026-02-20', { time: '2026-03-02T23:00:00Z' });
  await story.at('2026-03-02T09:00:00Z');
  return [ana, bo];
}

const atRisk = (story: AnyStory, young: Young, assessedOn: string) =>
  story.report(young, 'dropout-risk-reported', BUSY_REPORTER, { enrolmentId: 'E-1', assessedOn, assessor: 'A' });

/** Facts about reporters: a long stream, the steps of a connection, refused ones, and a type of a later program. */
export async function liveReporters(story: AnyStory): Promise<void> {
  const { service } = story;
  const many = Array.from({ length: MANY }, (_, index) => connection(`many-${index}`));
  const outcomes = [
    await service.report('sa-nord', many),
    await service.report('operator', connection('check', BUSY_REPORTER, 'operator', { step: 'checked' })),
    await service.report('cpr', connection('register', 'cpr', 'cpr')),
    await service.report('sa-nord', connection('not-yours', BUSY_REPORTER, 'sa-nord', { step: 'checked' })),
    await service.report('operator', connection('not-its', BUSY_REPORTER, 'operator')),
  ].map(({ status }) => status);
  if (outcomes.join() !== '202,202,202,422,422') throw new Error(`the reporters' facts got ${outcomes.join()}`);
  const stream = reporterStream(LATER_REPORTER);
  const at = '2026-03-02T09:00:00.000Z';
  const later = { type: 'reporter-contact-set.v1', reporter: LATER_REPORTER, receivedAt: at, recordedAt: at };
  await new PostgresEventStore(service.parts.pool).append(
    Array.from({ length: MANY }, (_, index) => newEvent(stream, index + 1, later)),
    new Map(),
  );
}

const TABLES = [
  'education_status.spells',
  'residence.spells',
  'contact_persons.spells',
  'person_identity.facts',
  'follow_up.cases',
  'follow_up.watch',
  'findings.items',
  'missing_reports.items',
  'deliveries.first_reports',
  'deliveries.weeks',
  'deliveries.late',
  'person_keys.persons',
  'feed.parked',
  'feed.replayed',
];

const ASKED: readonly (readonly [client: string, path: string])[] = [
  ['adviser-0751', '/v1/cases?municipality=0751'],
  ['adviser-0751', '/v1/cohort?municipality=0751'],
  ['sa-nord', `/v1/cohort?institution=${BUSY_REPORTER}`],
  ['monitor', '/v1/cohort?week=2026-W09'],
  ['monitor', '/v1/reporters/timeliness?from=2026-W09&to=2026-W10'],
  ['monitor', `/v1/reporters/${BUSY_REPORTER}/late`],
  ['sa-nord', '/v1/me/late'],
  ['sa-nord', '/v1/me/held'],
  ['sa-nord', '/v1/me/missing'],
];

/** An answer without the end of the log, which moves with every fact. */
const withoutEnd = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (ENDS.includes(name) ? undefined : value)));
const ENDS = ['knownAt', 'position', 'freshness', 'asOf'];

/** Everything that is kept or answered about persons and deliveries. */
export async function shown(story: AnyStory, young: readonly Young[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) found[table] = await rowsOf(story.service.parts.pool, table);
  for (const [client, path] of ASKED) {
    const { status, body } = await story.service.get(path, client);
    found[`${client} ${path}`] = [status, withoutEnd(body)];
  }
  for (const one of young)
    for (const what of ['status', 'timeline', 'contacts'])
      found[`${one.birthDate} ${what}`] = withoutEnd(await story.ask(one, what));
  return found;
}

/** Waits until every reader has passed the facts; moves the clock by an hour. */
export async function passed(story: AnyStory): Promise<void> {
  await story.at('2026-03-02T10:00:00Z');
}

/** A report about a person after the reporters' facts: it is applied as if they were not there. */
export const leavesLater = (story: AnyStory, young: Young) => story.leaves(young, '2026-02-27', { id: 'later' });
