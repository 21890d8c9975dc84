import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readReport } from '#events/reading/read-report';
import { presentId } from '#events/model/spelling';
import { findPersons } from '#libs/persons';
import { toNewEvent } from '../../libs/intake/decide/new-event.ts';
import { eventIdOf } from '../../libs/intake/check/report-ids.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const TIME = '2026-01-05T08:00:00Z';
const COMPOSED = 'Å-kursus é 1'.normalize('NFC');
const PIECES = COMPOSED.normalize('NFD');
const DATA = {
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  kind: 'vocational',
};
const numberOf = (serial: number): string => syntheticNumber('2008-11-24', serial);
const about = (serial: number) => ({ reporter: '990110', cpr: numberOf(serial), time: TIME });
const enrolment = (serial: number, ids: { readonly id: string; readonly enrolmentId: string }, data: object = DATA) =>
  cloudEvent('enrolment-registered', { ...about(serial), id: ids.id, data: { enrolmentId: ids.enrolmentId, ...data } });
const sent = async (report: object) => {
  const { body } = await service.report('sa-nord', report);
  return { ...body.items?.[0], errors: (body.errors ?? []).map(({ code, pointer }: any) => `${code} ${pointer}`) };
};

/**
 * Puts a report into the log as it was stored before ids were normalised: its event id, ids and content as they were
 * sent.
 */
async function storeAsBefore(
  serial: number,
  ids: { readonly id: string; readonly enrolmentId: string },
): Promise<string> {
  const { pool, keyring } = service.parts;
  await service.report('sa-nord', { ...enrolment(serial, { id: `first-${serial}`, enrolmentId: 'other' }) });
  const lookup = keyring.lookupOf(numberOf(serial));
  const person = (await findPersons(pool, keyring, { lookups: [lookup], keys: [] })).byLookup.get(
    lookup.toString('hex'),
  );
  const { report } = readReport(enrolment(serial, { id: 'x', enrolmentId: 'x' }), { sandbox: true });
  if (!person || !report) throw new Error('the person and the report are there');
  const stored = {
    ...report,
    senderId: ids.id,
    data: { ...report.data, enrolmentId: ids.enrolmentId },
  } as typeof report;
  const sender = { clientId: 'sa-nord', role: 'source-system', systemId: 'sa-nord', reporters: ['990110'] };
  const head = await service.parts.store.readHead(person.person);
  const event = toNewEvent(keyring, {
    passed: { report: stored, sender, receivedAt: TIME, eventId: eventIdOf(report.source, ids.id) },
    person,
    version: head.version + 1,
    added: {},
    recordedAt: new Date().toISOString(),
    receivedOn: '2026-01-05',
    held: false,
    standing: { standing: 'full', waitsFor: [] } as any,
    writeRules: '1',
    warnings: [],
  });
  await service.parts.store.append([event], new Map([[person.person, head]]));
  return event.eventId;
}

const STORED = [
  ['in pieces', PIECES, [PIECES, COMPOSED]],
  ['with blanks at its ends', ` ${COMPOSED}  `, [COMPOSED, ` ${COMPOSED}  `, PIECES]],
  ['with a no-break space', 'Hold\u00a07', ['Hold 7']],
  ['with something unseen', 'Hold\u200b-9', ['Hold-9']],
] as const;
const CASES = STORED.flatMap(([what, stored, spellings], row) =>
  spellings.map(
    (spelling, at) => [what, JSON.stringify(spelling), { serial: row * 10 + at, stored, spelling }] as const,
  ),
);

test.each(CASES)(
  'an enrolment stored %s is found as %s: resent, changed, corrected, ended',
  async (_what, _as, given) => {
    const { serial, stored, spelling } = given;
    const numbered = (text: string): string => text.replace(/(?=\s*$)/u, `-${serial}`);
    const [id, sentId] = [numbered(stored), numbered(spelling)];
    const eventId = await storeAsBefore(serial, { id, enrolmentId: stored });
    const again = enrolment(serial, { id: sentId, enrolmentId: spelling });
    expect(await sent(again)).toMatchObject({ outcome: 'duplicate', eventId });
    const moved = enrolment(serial, { id: sentId, enrolmentId: spelling }, { ...DATA, startsOn: '2025-09-01' });
    expect((await sent(moved)).errors).toEqual(['changed-content /data/startsOn']);
    const whose = enrolment(serial + 500, { id: sentId, enrolmentId: spelling });
    if (presentId(stored).normalize('NFD') === stored)
      expect((await sent(whose)).errors).toEqual(['changed-content /data/person']);

    const change = { enrolmentId: spelling, changedOn: '2025-10-01', expectedEndsOn: '2027-06-30' };
    expect((await sent(cloudEvent('enrolment-changed', { ...about(serial), data: change }))).outcome).toBe('accepted');
    const content = { enrolmentId: spelling, ...DATA, startsOn: '2025-08-18' };
    const correction = cloudEvent('report-corrected', {
      ...about(serial),
      data: { corrects: { id: sentId }, content },
    });
    expect((await sent(correction)).outcome).toBe('accepted');
    expect((await sent(correction)).outcome).toBe('duplicate');
    const left = { enrolmentId: spelling, lastDay: '2025-12-19', reason: { system: 'neutral', code: 'moved' } };
    const end = cloudEvent('education-interrupted', { ...about(serial), data: left });
    expect((await sent(end)).outcome).toBe('accepted');
    expect((await sent(end)).outcome).toBe('duplicate');
    const early = { ...left, lastDay: '2025-08-01' };
    expect((await sent(cloudEvent('education-interrupted', { ...about(serial), data: early }))).errors).toContain(
      'end-before-start /data/lastDay',
    );

    const { rows } = await service.parts.pool.query<{ id: string }>(
      `select distinct coalesce(data->>'enrolmentId', data->'content'->>'enrolmentId') as id from log.events
     where stream = (select stream from log.events where event_id = $1) and sender_id not like 'first-%'`,
      [eventId],
    );
    expect(rows.map((row) => row.id)).toEqual([stored]);
  },
);

test('a withdrawal finds an old report in either spelling', async () => {
  for (const [serial, spelling] of [
    [90, PIECES],
    [91, COMPOSED],
  ] as const) {
    const eventId = await storeAsBefore(serial, { id: PIECES + serial, enrolmentId: PIECES });
    const taken = cloudEvent('report-withdrawn', {
      ...about(serial),
      data: { withdraws: { id: spelling + serial }, reason: { system: 'neutral', code: 'wrong-person' } },
    });
    expect(await sent(taken)).toMatchObject({ outcome: 'accepted' });
    const { rows } = await service.parts.pool.query<{ target: string }>(
      `select data->>'target' as target from log.events where sender_id = $1`,
      [taken.id],
    );
    expect(rows).toEqual([{ target: eventId }]);
  }
});
