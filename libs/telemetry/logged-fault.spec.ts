import { expect, test } from '@jest/globals';
import { loggedFault } from './logged-fault.ts';

const CPR = '7402104321';

function databaseFault(message: string): Error {
  return Object.assign(new RangeError(message), { code: '22P02', constraint: 'one_event_per_report', detail: message });
}

test('a fault is logged by its name, code, constraint and place', () => {
  expect(loggedFault(databaseFault('no'))).toMatchObject({
    name: 'RangeError',
    code: '22P02',
    constraint: 'one_event_per_report',
  });
  expect(JSON.stringify(loggedFault(databaseFault('no')))).toContain('logged-fault.spec');
});

test('a fault is never logged by its message, not even by a line of it that looks like a place', () => {
  for (const message of [`invalid input syntax: "${CPR}"`, `first line\n    at ${CPR}`, '']) {
    expect(JSON.stringify(loggedFault(databaseFault(message)))).not.toContain(CPR);
  }
});

test('a thrown value that is no error is logged without its content', () => {
  for (const thrown of [CPR, null, undefined, { message: CPR }])
    expect(JSON.stringify(loggedFault(thrown))).not.toContain(CPR);
});
