import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Lanes } from './lanes.ts';

/** Runs pieces of work of that many milliseconds. @returns the order of their starts, and the peak number at work */
async function runAll(lanes: Lanes, durations: readonly number[]): Promise<{ began: number[]; most: number }> {
  const began: number[] = [];
  let [now, most] = [0, 0];
  await Promise.all(
    durations.map((duration, index) =>
      lanes.run(async () => {
        began.push(index);
        most = Math.max(most, (now += 1));
        await pause(duration);
        now -= 1;
      }),
    ),
  );
  return { began, most };
}

test('no more than the limit run at a time, the others in the order of arrival', async () => {
  expect(await runAll(new Lanes(2), [30, 10, 10, 10, 10])).toEqual({ began: [0, 1, 2, 3, 4], most: 2 });
});

test('failing work leaves its lane, and its caller gets the failure', async () => {
  const lanes = new Lanes(1);
  const failed = lanes.run(() => Promise.reject(new Error('no')));
  const after = lanes.run(() => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(after).resolves.toBe('yes');
});

test('work that is stuck blocks no other, and returns its lane once', async () => {
  const lanes = new Lanes(1);
  let end: () => void = () => undefined;
  const stuck = lanes.run(() => new Promise<void>((resolve) => (end = resolve)));
  await expect(lanes.run(() => Promise.resolve('went on'))).resolves.toBe('went on');
  end();
  await stuck;
  expect((await runAll(lanes, [5, 5, 5])).most).toBe(1);
});

/** The proof: an owner with few pieces does not wait for all pieces of an owner with many. */
async function proveByTurns(lanes: Pick<Lanes, 'run'>): Promise<void> {
  const began: string[] = [];
  const piece = (owner: string) => lanes.run(async () => void began.push(owner), owner);
  await Promise.all([...Array.from({ length: 6 }, () => piece('many')), piece('few'), piece('few'), piece('third')]);
  expect(began).toEqual(['many', 'many', 'few', 'third', 'many', 'few', 'many', 'many', 'many']);
}

test('waiting owners take turns', async () => {
  await proveByTurns(new Lanes(1));
});

test('sabotage: lanes that ignore the owner turn the proof of fair turns red', async () => {
  const lanes = new Lanes(1);
  await expect(proveByTurns({ run: (work) => lanes.run(work) })).rejects.toThrow();
});
