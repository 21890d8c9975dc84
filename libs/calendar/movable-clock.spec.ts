import { describe, expect, test } from '@jest/globals';
import { type Clock } from './clock.ts';
import { MovableClock } from './movable-clock.ts';

function handClock(start: string): Clock & { tick(milliseconds: number): void } {
  let milliseconds = Date.parse(start);
  return { now: () => new Date(milliseconds), tick: (more) => void (milliseconds += more) };
}

const iso = (clock: Clock): string => clock.now().toISOString();

describe('the movable clock', () => {
  test('goes on from the instant it was set to', async () => {
    const base = handClock('2026-01-01T00:00:00.000Z');
    const clock = new MovableClock(base);
    await clock.set(new Date('2026-06-15T06:00:00.000Z'));
    base.tick(1500);
    expect(iso(clock)).toBe('2026-06-15T06:00:01.500Z');
  });

  test('returns to its underlying clock on reset', async () => {
    const clock = new MovableClock(handClock('2026-01-01T00:00:00.000Z'));
    await clock.set(new Date('2030-01-01T00:00:00.000Z'));
    await clock.reset();
    expect(iso(clock)).toBe('2026-01-01T00:00:00.000Z');
    expect(clock.offsetMilliseconds).toBe(0);
  });

  test('gives the same time after a restart with a kept offset', async () => {
    const base = handClock('2026-01-01T00:00:00.000Z');
    const before = new MovableClock(base);
    await before.set(new Date('2026-03-01T12:00:00.000Z'));
    base.tick(60_000);
    const after = new MovableClock(base);
    after.offsetMilliseconds = before.offsetMilliseconds;
    expect(iso(after)).toBe('2026-03-01T12:01:00.000Z');
  });

  test('resolves a move only after every listener is done, and each sees the new time', async () => {
    const clock = new MovableClock(handClock('2026-01-01T00:00:00.000Z'));
    const seen: string[] = [];
    clock.onMoved(async (now) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(now.toISOString());
    });
    await clock.set(new Date('2026-02-01T00:00:00.000Z'));
    expect(seen).toEqual(['2026-02-01T00:00:00.000Z']);
  });

  test('runs the listeners of two moves at once one round after the other', async () => {
    const clock = new MovableClock();
    let running = 0;
    let most = 0;
    clock.onMoved(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    await Promise.all([clock.set(new Date('2026-02-01')), clock.set(new Date('2026-03-01')), clock.reset()]);
    expect(most).toBe(1);
  });

  test('reports a failing listener, calls the others, and has moved', async () => {
    const clock = new MovableClock(handClock('2026-01-01T00:00:00.000Z'));
    let told = 0;
    clock.onMoved(() => Promise.reject(new Error('no')));
    clock.onMoved(() => void (told += 1));
    await expect(clock.set(new Date('2026-02-01T00:00:00.000Z'))).rejects.toThrow(AggregateError);
    expect(told).toBe(1);
    expect(iso(clock)).toBe('2026-02-01T00:00:00.000Z');
  });

  test('does not call a removed listener', async () => {
    const clock = new MovableClock();
    let told = 0;
    clock.onMoved(() => void (told += 1))();
    await clock.set(new Date('2026-02-01'));
    expect(told).toBe(0);
  });

  test('refuses an invalid date and moves nothing', async () => {
    const clock = new MovableClock(handClock('2026-01-01T00:00:00.000Z'));
    await expect(clock.set(new Date('nonsense'))).rejects.toThrow(RangeError);
    expect(iso(clock)).toBe('2026-01-01T00:00:00.000Z');
  });
});
