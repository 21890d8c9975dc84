import { describe, expect, test } from '@jest/globals';
import { emptyDatabase } from '#libs/testing';
import { parseInstant, parseInt8 } from './column-types.ts';

describe('columns are read', () => {
  test('as number for bigint, text for date, a moment in UTC with milliseconds for timestamps, even in arrays', async () => {
    const { database, drop } = await emptyDatabase();
    const sql = `select 7::int8 as position, date '2026-06-15' as day,
      timestamptz '2026-06-15 08:02:11.0009+02' as moment, timestamptz 'infinity' as ever,
      array[7::int8, null] as positions, array[[date '2026-06-15'], [null::date]] as days,
      array[timestamptz '2026-06-15 06:02:11Z'] as moments,
      pg_current_xact_id()::text = pg_current_xact_id()::text as xid`;
    const expected = {
      position: 7,
      day: '2026-06-15',
      moment: '2026-06-15T06:02:11.000Z',
      ever: 'infinity',
      positions: [7, null],
      days: [['2026-06-15'], [null]],
      moments: ['2026-06-15T06:02:11.000Z'],
      xid: true,
    };
    expect((await database.pool.query(sql)).rows).toEqual([expected]);
    expect(await database.dataSource.query(sql)).toEqual([expected]);
    await drop();
  });

  test('in UTC even if the session left UTC', async () => {
    const { database, drop } = await emptyDatabase({ poolSize: 1 });
    await database.pool.query(`set timezone to 'Europe/Copenhagen'`);
    const { rows } = await database.pool.query(`select timestamptz '2026-06-15 06:02:11.5Z' as moment`);
    expect(rows).toEqual([{ moment: '2026-06-15T06:02:11.500Z' }]);
    await drop();
  });

  test('with digits finer than a millisecond cut, so that a moment stays in its day', () => {
    expect(parseInstant('2026-12-31 23:59:59.999999+00')).toBe('2026-12-31T23:59:59.999Z');
    expect(parseInstant('2026-06-15 11:32:11+05:30')).toBe('2026-06-15T06:02:11.000Z');
  });

  test('with an error for a number too large for JavaScript, never as another number', async () => {
    expect(() => parseInt8('9007199254740993')).toThrow(RangeError);
    const { database, drop } = await emptyDatabase();
    await expect(database.pool.query('select 9007199254740993::int8')).rejects.toThrow(RangeError);
    await drop();
  });
});
