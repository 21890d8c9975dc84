import { describe, expect, test } from '@jest/globals';
import type { ReaderPlace } from './places.query.ts';
import { Stalls } from './stalls.ts';

const standing = (place: string, hasMore = true): ReaderPlace[] => [{ reader: 'education-status', place, hasMore }];

type Note = (readers: readonly ReaderPlace[], milliseconds: number) => ReadonlyMap<string, number>;

function proveStuckIsNoticed(note: Note): void {
  expect([...note(standing('7/7'), 1_000)]).toEqual([['education-status', 0]]);
  expect([...note(standing('7/7'), 41_000)]).toEqual([['education-status', 40]]);
}

function proveMovingIsNot(note: Note): void {
  note(standing('7/7'), 1_000);
  expect([...note(standing('8/8'), 41_000)]).toEqual([['education-status', 0]]);
  expect([...note(standing('8/8', false), 81_000)]).toEqual([]);
  expect([...note(standing('8/8'), 82_000)]).toEqual([['education-status', 0]]);
}

const noteOf = (): Note => {
  const stalls = new Stalls();
  return (readers, milliseconds) => stalls.note(readers, milliseconds);
};

describe('the watch for stuck readers', () => {
  test('reports a reader without progress while there are events to read, since it last moved', () =>
    proveStuckIsNoticed(noteOf()));
  test('does not report a reader that moves, however far behind, or has read everything', () =>
    proveMovingIsNot(noteOf()));

  test('sabotage: turns the first proof red if it forgets between two checks', () => {
    expect(() => proveStuckIsNoticed((readers, milliseconds) => new Stalls().note(readers, milliseconds))).toThrow();
  });

  test('sabotage: turns the second proof red if it ignores the place of the reader', () => {
    const note = noteOf();
    expect(() =>
      proveMovingIsNot((readers, milliseconds) =>
        note(
          readers.map((one) => ({ ...one, place: '' })),
          milliseconds,
        ),
      ),
    ).toThrow();
  });
});
