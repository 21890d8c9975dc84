import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { pino } from 'pino';
import { testDatabase } from '#libs/testing';
import { STORIES } from '#apps/sandbox/stories';
import { type RunningService, serviceOn } from '../service/running.ts';
import { FOLLOW_UP, neutral, ServiceStory, type Young } from '../stories/service-story.ts';
import { leaksIn, recordTraffic } from './traffic.ts';

let civilNumbers: string[];
let answers: readonly string[];
let logged: string;
let payloads: readonly string[];
let stored: readonly string[];

/** A service whose log, at its most verbose level, and other output are collected as text. */
async function loudService(databaseUrl: string): Promise<{ service: RunningService; output: Promise<string> }> {
  const lines = new PassThrough();
  const print = (line: string) => void lines.write(`${line}\n`);
  const printed = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const);
  for (const [stream] of printed)
    stream.write = ((chunk: string | Uint8Array) => lines.write(chunk)) as typeof stream.write;
  const log = pino({ level: 'trace' }, lines);
  const env = { UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 11).toString('base64') };
  const service = await serviceOn(databaseUrl, { stories: true, env, log, print });
  const stopAll = async () => {
    await service.stop();
    for (const [stream, write] of printed) stream.write = write;
    lines.end();
  };
  return {
    service: { ...service, stop: stopAll },
    output: text(lines),
  };
}

/** The rows of every table of every schema as text; bytes appear in hex. */
async function everyRow(listener: Client): Promise<string[]> {
  const { rows: tables } = await listener.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await listener.query<{ row: string }>(`select '${name} ' || t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  const { rows: queries } = await listener.query<{ query: string }>('select query from pg_stat_activity');
  return [...texts, ...queries.map(({ query }) => query)];
}

/**
 * Everything that happens to a person in the product, and everything that goes wrong: refusals, odd addresses, resends,
 * a failing table.
 */
async function tell(story: ServiceStory, young: Young): Promise<void> {
  const { service } = story;
  await story.at('2026-06-22T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' }, '990110', { id: 'start' });
  await story.report(young, 'contact-person-assigned', 'municipality-0751', {
    role: 'kui',
    name: 'Ida',
    email: 'ida@example.dk',
    organisation: 'Vejledningen',
    from: '2026-01-01',
  });
  await story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-03-01',
    level: 'yellow',
    assessor: 'Bo Vejleder',
  });
  const left = await story.leaves(young, '2026-06-10', { id: 'left' });
  await story.leaves(young, '2026-06-10', { id: 'left' });
  await story.send(
    young,
    'education-interrupted',
    '990110',
    { enrolmentId: 'E-1', lastDay: '2026-06-09', reason: neutral('moved') },
    { id: 'left' },
  );
  for (const what of ['status', 'timeline', 'changes', 'contacts']) await story.ask(young, what);
  await story.cases(young);
  await story.receipt(left, 'sa-nord');
  await story.report(young, 'contact-made', 'municipality-0751', {
    on: '2026-06-22',
    channel: neutral('phone'),
    guardianInvolved: true,
  });
  const content = { enrolmentId: 'E-1', lastDay: '2026-06-11', reason: neutral('moved') };
  await story.report(young, 'report-corrected', '990110', {
    corrects: { id: 'left' },
    content: { ...content, person: { cpr: young.cpr } },
  });
  await story.at('2026-07-20T08:00:00Z');
  for (const path of ['/v1/cohort?week=2026-W28', '/v1/cohort', '/v1/cohort?week=2026-W99'])
    await service.get(path, 'monitor');
}

/**
 * Sends civil numbers where they do not belong. None may come back, except in an address that the caller itself used.
 */
async function misplace({ service }: ServiceStory, { cpr }: Young, event: object): Promise<void> {
  const data = (event as { data: object }).data;
  const misplaced = [
    { ...event, id: cpr },
    { ...event, id: 'm1', subject: cpr, data: { ...data, enrolmentId: cpr } },
    { ...event, id: 'm2', [`x${cpr}`]: 1, data: { ...data, [cpr]: { [`${cpr} again`]: 1 } } },
    { ...event, id: 'm3', source: `/systems/${cpr}/reporters/990110`, type: `dk.ungestatus.${cpr}.v1`, time: cpr },
    {
      ...event,
      id: 'm4',
      data: {
        ...data,
        kind: cpr,
        startsOn: cpr,
        institution: cpr,
        education: { system: cpr, code: cpr, version: cpr },
      },
    },
    { ...event, id: 'm5', data: { ...data, person: { cpr: `${cpr}0` }, track: cpr } },
    { ...event, id: 'm6', traceparent: cpr, tracestate: `cpr=${cpr}`, dataschema: `urn:${cpr}` },
  ];
  await service.report('sa-nord', misplaced);
  for (const report of misplaced) await service.report('sa-nord', report);
  await service.send('POST', `/v1/events?${cpr}=1`, misplaced[0], 'sa-nord', {
    'Content-Type': 'application/cloudevents+json',
  });
  await service.send('POST', '/v1/persons/lookup', { cpr, [cpr]: 1 }, 'adviser-0751', FOLLOW_UP);
  await service.send('POST', '/v1/persons/lookup', { cpr }, 'adviser-0751', { 'X-Purpose': cpr });
  await service.send('POST', '/v1/persons/lookup', `${cpr}"`, 'adviser-0751', FOLLOW_UP);
  await service.send('PUT', '/v1/sandbox/clock', { now: cpr, [cpr]: 1 });
  await fetch(`${service.url}/v1/events`, {
    method: 'POST',
    body: `{"cpr": ${cpr}`,
    headers: { 'Content-Type': 'application/cloudevents+json', Authorization: `Bearer ${cpr}` },
  });
}

/** Makes the database refuse the writes of the intake, so that the fault is logged in full. */
async function breakDown(story: ServiceStory, young: Young): Promise<void> {
  const { pool } = story.service.parts;
  await pool.query('alter table log.events add constraint broken check (false) not valid');
  await pool.query('alter table person_keys.numbers add constraint broken check (false) not valid');
  await story.send(young, 'residence-changed', 'cpr', { municipality: '0461', from: '2026-07-01' });
  await story.send(story.young('2010-07-07', 78), 'residence-changed', 'cpr', {
    municipality: '0461',
    from: '2026-07-01',
  });
}

beforeAll(async () => {
  const { url, drop } = await testDatabase();
  const listener = new Client({ connectionString: url });
  await listener.connect();
  const heard: string[] = [];
  listener.on('notification', ({ channel, payload }) => heard.push(`${channel} ${payload ?? ''}`));
  await listener.query('listen ungestatus_log');
  const traffic = recordTraffic();
  const { service, output } = await loudService(url);
  const story = new ServiceStory(service);
  const young = story.young('2010-07-07', 77);
  civilNumbers = [young.cpr, story.young('2010-07-07', 78).cpr, ...STORIES.map(({ cpr }) => cpr)];
  await tell(story, young);
  await misplace(
    story,
    young,
    story.event(young, 'enrolment-registered', '990110', {
      enrolmentId: 'E-2',
      institution: '990110',
      education: { system: 'cosa', code: '1' },
      startsOn: '2025-08-11',
      kind: 'other',
    }),
  );
  await breakDown(story, young);
  stored = await everyRow(listener);
  await service.stop();
  traffic.stop();
  [answers, logged, payloads] = [traffic.answers, await output, heard];
  const gone = once(listener, 'end');
  await listener.end();
  await gone;
  await drop();
});
afterAll(() => undefined);

test('no body, header or address of any answer holds a civil number, over a whole story and everything that goes wrong in it', () => {
  expect(answers.length).toBeGreaterThan(40);
  expect(leaksIn(answers, civilNumbers)).toEqual([]);
});

test('no log line and no other output holds a civil number, at the most verbose level and with a database that refuses', () => {
  expect(logged).toContain('a call failed on our side');
  expect(leaksIn(logged.split('\n'), civilNumbers)).toEqual([]);
});

test('no row of any table and no statement that the database keeps holds a civil number in the open', () => {
  expect(stored.filter((row) => row.startsWith('log.events')).length).toBeGreaterThan(20);
  expect(stored.some((row) => row.startsWith('person_keys.numbers'))).toBe(true);
  expect(leaksIn(stored, civilNumbers)).toEqual([]);
});

test('no signal between processes holds a civil number', () => {
  expect(payloads.length).toBeGreaterThan(0);
  expect(leaksIn(payloads, civilNumbers)).toEqual([]);
});

test('sabotage: a planted civil number is found in answers, output, rows and signals, in every spelling', () => {
  const [planted = ''] = civilNumbers;
  const bytes = Buffer.from(`number ${planted} in bytes`);
  const forms = [
    planted,
    `${planted.slice(0, 6)}-${planted.slice(6)}`,
    `(1,"${planted}")`,
    `\\x${bytes.toString('hex')}`,
    bytes.toString('base64'),
    Buffer.from(`n ${planted}`).toString('base64'),
  ];
  for (const form of forms) {
    for (const texts of [answers, logged.split('\n'), stored, payloads])
      expect(leaksIn([...texts, `planted ${form}`], civilNumbers)).toHaveLength(1);
  }
});
