import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Alteration } from '../sabotage/altered.ts';
import { startAltered } from '../sabotage/altered-service.ts';
import { type RunningService, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { CALLERS, keepPlainObjects, tokensOf } from './callers.ts';
import { AccessMatrix, ADVISERS } from './matrix.ts';

keepPlainObjects();
/** The day before the birthdays, the birthdays with every client, the day after. */
const DAYS: readonly (readonly [day: string, clients: readonly string[]])[] = [
  ['2026-06-14', ADVISERS],
  ['2026-06-15', CALLERS],
  ['2026-06-16', ADVISERS],
];

describe('access by role x relation x age x date x call x protection', () => {
  let service: RunningService;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.stop());

  test('equals the oracle in every answer: no leak, no wrong refusal', async () => {
    const story = new ServiceStory(service);
    const matrix = new AccessMatrix(story, await tokensOf(service));
    await matrix.register();
    let asked = 0;
    const wrong: string[] = [];
    for (const [day, clients] of DAYS) {
      await story.at(`${day}T09:00:00Z`);
      const found = await matrix.wrongOn(day, clients);
      asked += found.asked;
      wrong.push(...found.wrong);
    }
    console.info(`matrix: ${asked} cases, ${wrong.length} wrong`);
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
  }, 600_000);
});

describe('sabotage: the access matrix finds', () => {
  const PERSON = 'libs/access/decide-person.ts';
  const SABOTAGES: readonly (readonly [layer: string, Alteration])[] = [
    [
      'a relation that outlasts a move',
      { file: 'libs/access/relation.ts', from: "? 'former' : 'none'", to: "? 'residence' : 'none'" },
    ],
    ['an age that is a year too high', { file: PERSON, from: 'age >= scopeBeforeAge', to: 'age > scopeBeforeAge' }],
    [
      'a day in the past that is open to whoever holds a case',
      { file: PERSON, from: "question.when === 'another-time' &&", to: 'question.when === undefined &&' },
    ],
    [
      'a field that protection does not hide',
      { file: 'apps/status/who.ts', from: 'birthYear: Number(birthDate.slice(0, 4))', to: 'birthDate' },
    ],
    ['a purpose that is not the role’s', { file: PERSON, from: "!purposeIsOf('adviser', purpose) || ", to: '' }],
  ];

  test.each(SABOTAGES)(
    '%s',
    async (_layer, alteration) => {
      const altered = await startAltered([alteration], { LIMIT_QUESTIONS: 'off' });
      try {
        const story = new ServiceStory(altered);
        const matrix = new AccessMatrix(story, new Map([['adviser-0751', await altered.token('adviser-0751')]]));
        await matrix.register();
        await story.at('2026-06-15T09:00:00Z');
        expect((await matrix.wrongOn('2026-06-15', ['adviser-0751'])).wrong).not.toEqual([]);
      } finally {
        await altered.stop();
      }
    },
    300_000,
  );
});
