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

describe('a reader', () => {
  test('that stands still while there is something to read is stuck since it last moved', () =>
    proveStuckIsNoticed(noteOf()));
  test('that moves, however far behind, or has read everything is not', () => proveMovingIsNot(noteOf()));

  test('sabotage: a watch that forgets from look to look turns the first proof red', () => {
    expect(() => proveStuckIsNoticed((readers, milliseconds) => new Stalls().note(readers, milliseconds))).toThrow();
  });

  test('sabotage: a watch that does not look where the reader stands turns the second proof red', () => {
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
