import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, startService } from '../service/running.ts';
import { cloudEvent } from '../service/reports.ts';
import type { Alteration } from '../sabotage/altered.ts';
import { type AlteredService, startAltered } from '../sabotage/altered-service.ts';
import { neutral, ServiceStory, type Young } from '../stories/service-story.ts';
import type { AnyServiceStory } from './views.ts';

let story: AnyServiceStory;
let stop: () => Promise<void>;
let serial = 0;
beforeAll(async () => {
  const service = await startService();
  [story, stop] = [new ServiceStory(service), () => service.stop()];
  await story.at('2026-06-01T08:00:00Z');
});
afterAll(() => stop());

interface Step {
  readonly type: string;
  readonly reporter: string;
  readonly client: string;
  readonly data: object;
}

const KUI = { role: 'kui', name: 'Ida', phone: '+45 00 00 00 01', organisation: 'KUI', from: '2026-05-04' };
const municipal = (type: string, data: object): Step => ({
  type,
  reporter: 'municipality-0461',
  client: 'adviser-0461',
  data,
});
const school = (type: string, data: object): Step => ({ type, reporter: '990110', client: 'sa-nord', data });
const ENROLMENT = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1942' },
  kind: 'vocational',
  startsOn: '2025-08-11',
  expectedEndsOn: '2028-06-30',
};

/** The reports that one sender without a relation sends about a person. */
const MUNICIPAL: readonly Step[] = [
  municipal('contact-made', { on: '2026-05-29', channel: neutral('phone'), guardianInvolved: false }),
  municipal('became-aware', { awareOn: '2026-05-28', ground: neutral('guardian-told') }),
  municipal('contact-person-assigned', KUI),
  municipal('contact-person-ended', { role: 'kui', lastDay: '2026-05-20' }),
];
const SCHOOL: readonly Step[] = [
  school('education-interrupted', { enrolmentId: 'E-9', lastDay: '2026-05-20', reason: neutral('wrong-choice') }),
  school('contact-person-assigned', { ...KUI, role: 'institution' }),
  school('enrolment-registered', ENROLMENT),
  school('dropout-risk-reported', { enrolmentId: 'E-1', assessedOn: '2026-05-29', assessor: 'A' }),
  school('education-interrupted', { enrolmentId: 'E-1', lastDay: '2026-05-29', reason: neutral('wrong-choice') }),
];

/** The facts that only one of the twins has: of other reporters, giving the sender no standing. */
type Hide = (young: Young) => Promise<unknown>;
const HIDDEN: readonly (readonly [string, Hide])[] = [
  ['a residence elsewhere', (young) => story.lives(young, '0751')],
  [
    'another birth date in the register',
    (young) => story.report(young, 'person-registered', 'cpr', { birthDate: '2008-01-01' }),
  ],
  [
    'an enrolment at another school',
    (young) =>
      story.report(
        young,
        'enrolment-registered',
        '990210',
        { ...ENROLMENT, institution: '990210' },
        { client: 'sa-nord' },
      ),
  ],
  [
    'a held report of another municipality',
    (young) =>
      story.report(young, 'contact-made', 'municipality-0751', {
        on: '2026-05-20',
        channel: neutral('phone'),
        guardianInvolved: false,
      }),
  ],
];

const OWN_HEADERS = new Set(['date', 'content-length', 'x-correlation-id', 'x-request-id', 'traceparent', 'etag']);

/** An answer without the ids, places and times of the sender's own report. */
function withoutOwnIds({ status, headers, body }: Answer): string {
  const text = JSON.stringify(body)
    .replaceAll(/"position":\d+/gu, '"position":0')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, 'uuid')
    .replaceAll(/"(?:id|contentHash)":"[^"]*"/gu, '"own":""')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'time');
  return JSON.stringify([status, [...headers].filter(([name]) => !OWN_HEADERS.has(name)).sort(), text]);
}

async function sent(
  young: Young,
  { type, reporter, client, data }: Step,
): Promise<{ answer: Answer; receipt: string | undefined }> {
  const answer = await story.service.report(
    client,
    cloudEvent(type, { reporter, client, cpr: young.cpr, time: '2026-06-01T07:00:00Z', data: { ...data } }),
  );
  return { answer, receipt: answer.body.items?.[0]?.receipt };
}

/** Waits for a clock that was put forward: it answers once everything due is done. */
async function settled(): Promise<void> {
  const { clock } = (await story.service.get('/v1/sandbox')).body as { clock: string };
  await story.at(new Date(Date.parse(clock) + 1_000).toISOString());
}

/**
 * All answers that a sender gets for the steps: each answer, then each receipt. The hidden fact comes before step
 * `hiddenAt`.
 */
async function lifeOf(steps: readonly Step[], hiddenAt: number, hide: Hide | undefined): Promise<string[]> {
  const young = story.young('2009-11-20', (serial += 1));
  const seen: string[] = [];
  const receipts: { client: string; path: string }[] = [];
  for (const [index, step] of steps.entries()) {
    if (index === hiddenAt) await hide?.(young);
    const { answer, receipt } = await sent(young, step);
    seen.push(withoutOwnIds(answer));
    if (receipt !== undefined) receipts.push({ client: step.client, path: receipt });
  }
  if (hiddenAt === steps.length) await hide?.(young);
  await settled();
  for (const { client, path } of receipts) {
    for (const query of ['', '?effect=true'])
      seen.push(withoutOwnIds(await story.service.get(`${path}${query}`, client)));
  }
  return seen;
}

describe.each([
  ['a municipality', MUNICIPAL],
  ['a school', SCHOOL],
] as const)('%s without a relation', (_who, steps) => {
  test.each(HIDDEN)('cannot distinguish a twin with %s, whenever the fact came', async (_what, hide) => {
    const plain = await lifeOf(steps, -1, undefined);
    for (let at = 0; at <= steps.length; at += 1) expect(await lifeOf(steps, at, hide)).toEqual(plain);
  });
});

test('sabotage: a hidden fact that gives the sender standing is found', async () => {
  const plain = await lifeOf(MUNICIPAL, -1, undefined);
  expect(await lifeOf(MUNICIPAL, 0, (young) => story.lives(young, '0461'))).not.toEqual(plain);
});

/** Over before the 15th birthday by the number, but not by the register. */
const BORN_LATE: readonly Step[] = [
  school('enrolment-registered', { ...ENROLMENT, startsOn: '2023-08-14', expectedEndsOn: '2024-06-28' }),
];
const [RESIDENCE, BIRTH, ENROLLED] = HIDDEN.map(([, hide]) => hide);
const SABOTAGES: readonly (readonly [what: string, readonly Alteration[], steps: readonly Step[], Hide | undefined])[] =
  [
    [
      'a receipt that waits longer the more is known',
      [
        {
          file: 'apps/status/receipt/held-note.ts',
          from: 'rules.on(receivedOn).heldDays)',
          to: 'rules.on(receivedOn).heldDays + events.length)',
        },
      ],
      MUNICIPAL,
      RESIDENCE,
    ],
    [
      'a door that compares with every school’s enrolments',
      [
        {
          file: 'events/deciding/carried-stream.ts',
          from: 'event.reporter === reporter),',
          to: "event.reporter !== ''),",
        },
        { file: 'libs/intake/load/known.ts', from: ', concerned(checked))', to: ')' },
      ],
      SCHOOL,
      ENROLLED,
    ],
    [
      'a door that judges ages by the registered birth date',
      [
        {
          file: 'libs/intake/decide/decide-one.ts',
          from: 'ageOfPerson({ passed, person }',
          to: 'ageOfPerson({ passed, person, events }',
        },
        {
          file: 'libs/intake/decide/decide-one.ts',
          from: 'const birthDate = registeredBirth ??',
          to: "const birthDate = events.findLast(({ type }) => type === 'person-registered.v1')?.data.birthDate ??",
        },
      ],
      BORN_LATE,
      BIRTH,
    ],
  ];

describe('sabotage: the twins differ by', () => {
  let altered: AlteredService | undefined;
  afterEach(async () => {
    await altered?.stop();
    altered = undefined;
  });

  test.each(SABOTAGES)(
    '%s',
    async (_what, alterations, steps, hide) => {
      const kept = story;
      altered = await startAltered(alterations);
      try {
        story = new ServiceStory(altered);
        await story.at('2026-06-01T08:00:00Z');
        const plain = await lifeOf(steps, -1, undefined);
        expect(await lifeOf(steps, 0, hide)).not.toEqual(plain);
      } finally {
        story = kept;
      }
    },
    120_000,
  );
});
