import { describe, expect, test } from '@jest/globals';
import { seedOfThisRun } from '../oracle/seed.ts';
import { type Alteration, runAltered } from '../sabotage/altered.ts';
import { CASES_TRIED, type MatrixFindings, tryMatrix } from './matrix.ts';

const seed = seedOfThisRun();

test(`${CASES_TRIED} reports by role, relation, age, date and type count by standing alone (seed ${seed})`, () => {
  const { tried, leaks, wronglyHeld, telling, counting } = tryMatrix(seed);
  const shown = {
    leaks: leaks.slice(0, 3),
    wronglyHeld: wronglyHeld.slice(0, 3),
    telling: telling.slice(0, 2),
    counting: counting.slice(0, 2),
  };
  expect([shown, tried]).toEqual([{ leaks: [], wronglyHeld: [], telling: [], counting: [] }, CASES_TRIED]);
});

type Fault = Exclude<keyof MatrixFindings, 'tried'>;

/** Each puts one fault into the product; at least `least` cases of that kind are found. */
const SABOTAGES: readonly (readonly [what: string, Alteration, Fault, least: number])[] = [
  [
    'a decision that gives standing to all who may send the type',
    { file: 'events/deciding/standing.decide.ts', from: 'findGrounds(waitsFor, facts) === undefined', to: 'false' },
    'leaks',
    1_000,
  ],
  [
    'a fold that asks for no standing',
    { file: 'events/history/current-content.ts', from: "report.standing !== 'waiting'", to: 'true' },
    'counting',
    1_000,
  ],
  [
    'a receipt that waits longer the more is known of the person',
    {
      file: 'apps/status/receipt/held-note.ts',
      from: 'rules.on(receivedOn).heldDays)',
      to: 'rules.on(receivedOn).heldDays + events.length)',
    },
    'telling',
    100,
  ],
  [
    'a receipt that guesses among the enrolments of every school',
    { file: 'apps/status/receipt/held-note.ts', from: ' && event.reporter === reporter ?', to: ' ?' },
    'telling',
    20,
  ],
  [
    'warnings that compare with every school’s enrolments',
    {
      file: 'events/deciding/carried-stream.ts',
      from: 'event.reporter === reporter),',
      to: "event.reporter !== ''),",
    },
    'telling',
    20,
  ],
];

describe('sabotage: the matrix of standing finds', () => {
  test.each(SABOTAGES)('%s', async (_what, alteration, fault, least) => {
    const counts = await runAltered<Readonly<Record<Fault, number>>>(
      [alteration],
      ['test/standing/print-matrix.ts', String(seed)],
    );
    expect(counts[fault]).toBeGreaterThan(least);
  });
});
