import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { printFigure } from '../crash/figure-line.ts';
import { startService } from '../service/running.ts';
import { ServiceStory, type Young } from '../stories/service-story.ts';

const PEOPLE = 30;
const ROUNDS = Number(process.env.AGAIN_ROUNDS ?? 30);
const DAY = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);

let story: ServiceStory;
let people: Young[];
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at(new Date().toISOString());
  await story.service.parts.clock.reset();
  people = Array.from({ length: PEOPLE }, (_, index) => story.young('2009-04-12', 100 + index));
  for (const young of people) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2029-06-30' });
    await story.key(young);
  }
});
afterAll(() => story.service.stop());

interface AskedOnce {
  readonly young: Young;
  readonly what: string;
  readonly answer: { readonly final: boolean; readonly knownAt: { readonly time: string; readonly position: number } };
}

/** A risk of each person, red and green in turn, in one batch; two such batches cross. */
function batch(round: number, half: number): Promise<unknown> {
  const level = round % 2 === 0 ? 'red' : 'green';
  const events = people
    .filter((_, index) => index % 2 === half)
    .map((young, index) =>
      story.event(
        young,
        'dropout-risk-reported',
        '990110',
        { enrolmentId: 'E-1', assessedOn: DAY, level, assessor: 'Bo Vejleder' },
        { id: `r-${round}-${half}-${index}` },
      ),
    );
  return story.service.report('sa-nord', events);
}

/** Asks about moments just passed, and about now, for as long as a batch is being stored. */
async function askMeanwhile(storing: Promise<unknown>, lane: number): Promise<AskedOnce[]> {
  const asked: AskedOnce[] = [];
  let goesOn = true;
  void storing.finally(() => (goesOn = false));
  for (let turn = lane; goesOn; turn += 16) {
    const young = people[turn % PEOPLE] as Young;
    const what = turn % 4 === 0 ? 'status' : `status?knownAt=${new Date(Date.now() - (turn % 3)).toISOString()}`;
    asked.push({ young, what, answer: await story.ask(young, what) });
  }
  return asked;
}

/** The answer without name and birth date, which are those of today, and fewer while their own reader is behind. */
const unnamed = ({ name: _name, nameProtected: _protected, birthDate: _date, birthYear: _year, ...shown }: any) =>
  shown;
const without = (answer: any) => {
  const {
    final: _final,
    knownAt: _at,
    explanation: { freshness: _fresh, ...explanation },
    ...shown
  } = unnamed(answer);
  return { ...shown, explanation };
};

/**
 * Repeats the question as it was asked if the answer was final; repeats it by the named time and position in any case.
 */
async function isAnsweredTheSame({ young, what, answer }: AskedOnce): Promise<boolean> {
  const { time, position } = answer.knownAt;
  const byTime = await story.ask(young, `status?knownAt=${time}`);
  const byPosition = await story.ask(young, `status?knownAt=${position}`);
  const same = answer.final && what.includes('knownAt') ? await story.ask(young, what) : answer;
  const differs = [byTime, byPosition].some((one) => JSON.stringify(without(one)) !== JSON.stringify(without(answer)));
  return (
    !differs &&
    JSON.stringify(unnamed(same)) === JSON.stringify(unnamed(answer)) &&
    byTime.knownAt.position === position
  );
}

test('while batches are stored, no final answer, and none asked again by the position it names, changes later', async () => {
  const storing = Promise.all(
    [0, 1].map(async (half) => {
      for (let round = 0; round < ROUNDS; round += 1) await batch(round, half);
    }),
  );
  const asked = (
    await Promise.all(Array.from({ length: 16 }, (_, lane) => lane).map((lane) => askMeanwhile(storing, lane)))
  ).flat();
  await story.service.parts.worker?.settle(9_000);
  let wrong = 0;
  const todo = [...asked];
  const lane = async (): Promise<void> => {
    for (let one = todo.pop(); one; one = todo.pop()) wrong += (await isAnsweredTheSame(one)) ? 0 : 1;
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  const kept = asked.filter(({ answer }) => answer.final).length;
  console.info(`asked again: ${asked.length} answers, ${kept} of them final, in ${ROUNDS} rounds`);
  printFigure({
    id: 'R-final',
    value: wrong,
    unit: 'answers changed',
    n: asked.length * 3,
    seed: null,
    reach: '0',
    pass: wrong === 0,
  });
  expect(wrong).toBe(0);
  expect(kept).toBeGreaterThan(0);
}, 180_000);
