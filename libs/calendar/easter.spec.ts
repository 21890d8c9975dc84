import { expect, test } from '@jest/globals';
import { weekday } from './days.ts';
import { easterSunday } from './easter.ts';

test('Easter Sunday is right in the years textbooks name: earliest, latest and both exceptions', () => {
  const known = [
    '1943-04-25',
    '1954-04-18',
    '1961-04-02',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2038-04-25',
    '2285-03-22',
  ];
  expect(known.map((day) => easterSunday(Number(day.slice(0, 4))))).toEqual(known);
});

test('Easter is a Sunday between 22 March and 25 April in every year the calendar knows', () => {
  for (let year = 1900; year <= 2999; year += 1) {
    const day = easterSunday(year);
    expect([weekday(day), day.slice(5) >= '03-22', day.slice(5) <= '04-25']).toEqual([7, true, true]);
  }
});
