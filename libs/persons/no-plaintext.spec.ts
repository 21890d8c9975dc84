import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { cloudEvent } from '../../test/service/reports.ts';
import { type RunningService, startService } from '../../test/service/running.ts';

const CPR = '7402104321';
const NAMES = ['Mette Eksempelsen', 'Bo Vejlederup', 'mette.eksempelsen@example.org', '+4500000017'];

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The forms of a text in a column: plain, as bytes in hex or base64, as a hash that anyone can compute. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const hashes = ['sha256', 'sha1', 'md5'].map((name) => createHash(name).update(text).digest('hex'));
  return [text, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), ...hashes];
}

/** Tables of the product that show one of the texts in any column. */
async function tablesShowing(pool: Pool, texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
  );
  expect(tables.length).toBeGreaterThan(8);
  const shown: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string }>(`select t::text as text from ${name} t`);
    if (rows.some(({ text }) => texts.some((wanted) => text.includes(wanted)))) shown.push(name);
  }
  return shown;
}

async function reportEverythingPersonal(): Promise<string> {
  const nord = (type: string, data: object) =>
    cloudEvent(type, { reporter: '990110', cpr: CPR, data: { enrolmentId: 'EUD-1', ...data } });
  const enrolment = {
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  const reports = [
    nord('enrolment-registered', enrolment),
    nord('dropout-risk-reported', { assessedOn: '2026-03-02', assessor: NAMES[1] }),
  ];
  expect((await service.report('sa-nord', reports)).body.counts).toMatchObject({ accepted: 2 });
  const moved = cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: CPR,
    data: { municipality: '0751', from: '2010-02-14' },
  });
  expect((await service.report('cpr', moved)).status).toBe(202);
  const assigned = {
    role: 'kui',
    name: NAMES[0],
    email: NAMES[2],
    phone: NAMES[3],
    organisation: 'Ungeindsatsen',
    from: '2025-08-20',
  };
  const contact = cloudEvent('contact-person-assigned', { reporter: 'municipality-0751', cpr: CPR, data: assigned });
  expect((await service.report('adviser-0751', [contact])).body.counts).toMatchObject({ accepted: 1 });
  const changed = { ...contact, data: { ...(contact['data'] as object), name: `${NAMES[0]} ${NAMES[1]}` } };
  expect((await service.report('adviser-0751', [changed])).body.counts).toMatchObject({ refused: 1 });
  const noSuchDay = nord('education-interrupted', { lastDay: 'never', comment: `${CPR} ${NAMES[0]}` });
  expect((await service.report('sa-nord', [noSuchDay])).body.counts).toMatchObject({ refused: 1 });
  const looked = await service.send('POST', '/v1/persons/lookup', { cpr: CPR }, 'adviser-0751', {
    'X-Purpose': 'follow-up',
  });
  expect(looked.status).toBe(200);
  return looked.body.key as string;
}

test('no column of any table holds a civil number, a name, a phone, an e-mail, or a hash of one that anyone can compute', async () => {
  const key = await reportEverythingPersonal();
  await service.parts.worker?.caughtUp(9_000);
  const contacts = await service.get(`/v1/persons/${key}/contacts`, 'adviser-0751', { 'X-Purpose': 'follow-up' });
  for (const text of [NAMES[0], NAMES[2], NAMES[3]]) expect(JSON.stringify(contacts.body)).toContain(text);
  expect(await tablesShowing(service.parts.pool, [CPR, ...NAMES].flatMap(formsOf))).toEqual([]);
  expect(await tablesShowing(service.parts.pool, [key])).toEqual(
    expect.arrayContaining(['log.events', 'person_keys.persons', 'read_log.reads']),
  );
});

test('sabotage: a number put into one column is found there, as text, as bytes and as a plain hash', async () => {
  const { pool } = service.parts;
  const bytes = Buffer.from(CPR);
  for (const value of [bytes, createHash('sha256').update(CPR).digest()]) {
    await pool.query(
      `insert into person_keys.numbers (lookup, person, number_sealed) select $1, person, '\\x00'
       from person_keys.persons limit 1`,
      [value],
    );
    expect(await tablesShowing(pool, formsOf(CPR))).toEqual(['person_keys.numbers']);
    await pool.query('delete from person_keys.numbers where lookup = $1', [value]);
  }
  for (const value of [CPR, `about ${CPR}`, bytes.toString('base64')]) {
    await pool.query(`insert into feed.checkpoints values ($1, 'epoch', '0', 0, 0, now())`, [value]);
    expect(await tablesShowing(pool, formsOf(CPR))).toEqual(['feed.checkpoints']);
    await pool.query('delete from feed.checkpoints where reader = $1', [value]);
  }
});
