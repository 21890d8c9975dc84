import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAltered } from '../sabotage/altered-service.ts';
import type { Alteration } from '../sabotage/altered.ts';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from '../stories/service-story.ts';
import type { AnyServiceStory } from '../standing/views.ts';
import { storedRows } from './stored-rows.ts';

const NOW = '2026-11-20T08:00:00Z';
const DRY = '?dry-run=true';
const ENROLMENT = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  kind: 'vocational',
  startsOn: '2026-08-10',
};
const AWARE = { awareOn: '2026-11-19', ground: neutral('guardian-told') };
const CONTACT = { on: '2026-11-20', channel: neutral('phone'), guardianInvolved: false };
const LEFT = { enrolmentId: 'E-1', lastDay: '2026-11-19', reason: neutral('wrong-choice') };

interface Told {
  readonly story: AnyServiceStory;
  /** Lives in 0751 and is enrolled. */
  readonly own: Young;
  /** Lives in 0461. */
  readonly foreign: Young;
  readonly unknown: Young;
}

async function tell(story: AnyServiceStory): Promise<Told> {
  await story.at('2026-08-20T08:00:00Z');
  const [own, foreign, unknown] = [1, 2, 3].map((serial) => story.young('2010-05-04', 830 + serial)) as [
    Young,
    Young,
    Young,
  ];
  await story.lives(own, '0751');
  await story.lives(foreign, '0461');
  for (const one of [own, foreign]) await story.report(one, 'enrolment-registered', '990110', ENROLMENT);
  await story.at(NOW);
  return { story, own, foreign, unknown };
}

let told: Told;
let stop: () => Promise<void>;
beforeAll(async () => {
  const service = await startService();
  stop = () => service.stop();
  told = await tell(new ServiceStory(service));
});
afterAll(() => stop());

const rowsOf = ({ story }: Told) => storedRows(story.service.parts.pool);
const withoutReads = ({ 'read_log.reads': _reads, 'read_log.reads_id_seq': _id, ...rest }: Record<string, string>) =>
  rest;
const dry = ({ story }: Told, client: string, reports: object | readonly object[], more = '') =>
  story.service.report(client, reports, `${DRY}${more}`);
const aware = ({ story }: Told, young: Young) => story.event(young, 'became-aware', 'municipality-0751', AWARE);
const left = ({ story }: Told, young: Young, id = 'left') =>
  story.event(young, 'education-interrupted', '990110', LEFT, { id });

test('an adviser sees which deadline would follow; only the look is stored', async () => {
  const before = await rowsOf(told);
  const event = aware(told, told.own);
  const { status, body } = await dry(told, 'adviser-0751', event);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    dryRun: true,
    counts: { accepted: 1, duplicate: 0, held: 0, refused: 0 },
    items: [
      {
        id: event.id,
        outcome: 'accepted',
        mayBeHeld: true,
        effect: {
          fields: ['status', 'reason', 'case'],
          on: '2026-11-20',
          status: { before: { status: 'enrolled' }, after: { status: 'enrolled' }, changed: false },
          cases: [{ what: 'opened', on: '2026-11-19', dueOn: '2026-11-26', municipality: '0751' }],
        },
      },
    ],
  });
  expect(Object.keys(body.items[0]).sort()).toEqual(['effect', 'id', 'mayBeHeld', 'outcome']);
  const after = await rowsOf(told);
  expect(withoutReads(after)).toEqual(withoutReads(before));
  expect(Number(after['read_log.reads']) - Number(before['read_log.reads'])).toBe(1);
  const { rows } = await told.story.service.parts.pool.query(
    'select client, purpose, question, fields from read_log.reads order by id desc limit 1',
  );
  expect(rows[0]).toEqual({
    client: 'adviser-0751',
    purpose: 'own-report',
    question: 'receipt-effect',
    fields: ['status', 'reason', 'case'],
  });
});

test('nothing at all is stored of a single report or a batch, in both modes, whatever its reports are', async () => {
  const before = await rowsOf(told);
  const broken = { ...left(told, told.own), type: 'dk.ungestatus.education-interupted.v1' };
  const batch = [
    told.story.event(told.unknown, 'enrolment-registered', '990110', ENROLMENT),
    told.story.event(told.unknown, 'person-registered', 'cpr', { birthDate: told.unknown.birthDate }),
    left(told, told.own),
    left(told, told.own),
    left(told, told.foreign, 'other'),
    broken,
  ];
  const { status, body } = await dry(told, 'sa-nord', batch);
  expect([status, body.counts]).toEqual([200, { accepted: 3, duplicate: 1, held: 0, refused: 2 }]);
  expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'accepted',
    'refused',
    'accepted',
    'duplicate',
    'accepted',
    'refused',
  ]);
  const whole = await dry(told, 'sa-nord', batch, '&mode=all-or-nothing');
  expect([whole.status, whole.body.code]).toEqual([422, 'invalid-body']);
  expect((await dry(told, 'sa-nord', left(told, told.own))).status).toBe(200);
  const refused = await dry(told, 'sa-nord', broken);
  expect([refused.status, refused.body.code, refused.headers.get('location')]).toEqual([422, 'invalid-body', null]);
  expect(await rowsOf(told)).toEqual(before);
});

describe('a sender that may see nothing', () => {
  test('learns neither whether the person is known nor whose it is, and leaves no row', async () => {
    const before = await rowsOf(told);
    const answers = [];
    for (const young of [told.foreign, told.unknown]) {
      const { status, body } = await dry(told, 'adviser-0751', aware(told, young));
      answers.push([status, body.counts, body.items.map(({ id: _id, ...item }: { id: string }) => item)]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject([
      200,
      { accepted: 1, held: 0 },
      [{ outcome: 'accepted', mayBeHeld: true, effect: { fields: [] } }],
    ]);
    expect(await rowsOf(told)).toEqual(before);
  });

  test('speaks for another’s reporter: refused as if it had been sent', async () => {
    const event = left(told, told.own, 'not-mine');
    const answers = [await dry(told, 'sa-syd', event), await told.story.service.report('sa-syd', event)];
    const [tried, sent] = answers.map(({ status, body }) => [status, body.code, body.errors]);
    expect(tried).toEqual(sent);
    expect(tried?.[0]).toBe(422);
  });
});

test('a school sees of its own enrolment ids what sending would say, the held note too', async () => {
  const misspelt = { ...LEFT, enrolmentId: 'E-l' };
  const tries: [Young, typeof LEFT][] = [
    [told.own, LEFT],
    [told.unknown, LEFT],
    [told.own, misspelt],
  ];
  const items = [];
  for (const [at, [young, data]] of tries.entries()) {
    const event = told.story.event(young, 'education-interrupted', '990110', data, { id: `own-${at}` });
    items.push((await dry(told, 'sa-nord', event)).body.items[0]);
  }
  expect(items.map(({ outcome, next, held, mayBeHeld }) => [outcome, next, held?.didYouMean, mayBeHeld])).toEqual([
    ['accepted', undefined, undefined, undefined],
    ['held', 'wait', undefined, undefined],
    ['held', 'wait', 'E-1', undefined],
  ]);
});

test('tried twice and then sent for real: the same verdict, the same effect', async () => {
  const event = told.story.event(told.own, 'contact-made', 'municipality-0751', CONTACT);
  const [once, twice] = [await dry(told, 'adviser-0751', event), await dry(told, 'adviser-0751', event)];
  expect(twice.body).toEqual(once.body);
  const { status, body } = await told.story.service.report('adviser-0751', event);
  expect([status, body.items[0].outcome]).toEqual([202, 'accepted']);
  const { effect } = await told.story.receipt(body.items[0], 'adviser-0751', '?effect=true');
  expect(once.body.items[0].effect).toEqual(effect);
  const again = await dry(told, 'adviser-0751', event);
  expect(again.body.items).toEqual([
    { id: event.id, outcome: 'duplicate', eventId: body.items[0].eventId, receipt: body.items[0].receipt },
  ]);
  const changed = { ...event, data: { ...(event.data as object), on: '2026-11-19' } };
  expect(await dry(told, 'adviser-0751', changed)).toMatchObject({ status: 409, body: { code: 'changed-content' } });
});

test.each(['?dry-run=yes', '?dry-run=', '?dry-run=true&dry-run=false', '?dryrun=true'])(
  '%s is refused by name',
  async (query) => {
    const { status, body } = await told.story.service.report('sa-nord', left(told, told.own), query);
    expect([status, body.code]).toEqual([400, 'invalid-parameter']);
  },
);

describe('sabotage: the proofs see', () => {
  const altered = async <T>(alteration: Alteration, proof: (one: Told) => Promise<T>): Promise<T> => {
    const service = await startAltered([alteration]);
    try {
      return await proof(await tell(new ServiceStory(service)));
    } finally {
      await service.stop();
    }
  };

  test('a dry run that stores', async () => {
    const [before, after] = await altered(
      {
        file: 'apps/intake/events/events.controller.ts',
        from: "if (dryRun !== 'true')",
        to: "if (dryRun !== 'false')",
      },
      async (one) => {
        const before = await rowsOf(one);
        await dry(one, 'sa-nord', left(one, one.own));
        return [before, await rowsOf(one)];
      },
    );
    expect(after).not.toEqual(before);
  }, 120_000);

  test('one that shows whether the municipality is responsible', async () => {
    const outcomes = await altered(
      {
        file: 'libs/intake/try-reports.ts',
        from: 'if (sent?.passed === undefined || !',
        to: 'if (sent?.passed === undefined && !',
      },
      async (one) =>
        [
          await dry(one, 'adviser-0751', aware(one, one.own)),
          await dry(one, 'adviser-0751', aware(one, one.foreign)),
        ].map(({ body }) => body.items[0].outcome),
    );
    expect(outcomes).toEqual(['accepted', 'held']);
  }, 120_000);

  test('one that shows the effect to everybody', async () => {
    const effect = await altered(
      { file: 'apps/status/receipt/may-see-effect.ts', from: 'relationOf(actor, known)', to: "'residence'" },
      async (one) => (await dry(one, 'adviser-0751', aware(one, one.foreign))).body.items[0].effect,
    );
    expect(effect.fields).not.toEqual([]);
  }, 120_000);
});
