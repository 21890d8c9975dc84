import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, type Item, ServiceStory } from './service-story.ts';

let story: ServiceStory;
let interruption: Item;
const anna = { birthDate: '2010-02-14', cpr: '' };

/** A 16-year-old leaves on Wednesday 10 June 2026; registered on Friday, received on Monday the 15th. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  Object.assign(anna, story.young(anna.birthDate, 101));
  await story.at('2025-08-11T09:00:00Z');
  await story.lives(anna, '0751');
  await story.enrols(anna, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.at('2026-06-15T06:02:11Z');
  interruption = await story.leaves(anna, '2026-06-10', { time: '2026-06-12T13:40:00Z' });
});
afterAll(() => story.service.stop());

test('the status is interrupted from the day after the last one, with the reports that decide it', async () => {
  const answer = await story.ask(anna, 'status');
  expect(answer).toMatchObject({
    status: 'interrupted',
    since: '2026-06-11',
    validOn: '2026-06-15',
    municipality: '0751',
  });
  expect(answer.enrolment).toMatchObject({ enrolmentId: 'E-1', institution: '990110', endedOn: '2026-06-10' });
  expect(answer.explanation.deciding).toContain(interruption.eventId);
  expect(await story.ask(anna, 'status?validOn=2026-06-10')).toMatchObject({ status: 'enrolled' });
});

test('the case is due five workdays after Monday the 15th, with its arithmetic', async () => {
  const [row, ...others] = await story.cases(anna);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    state: 'open',
    clock: 'contact',
    municipality: '0751',
    knownOn: '2026-06-15',
    dueOn: '2026-06-22',
    calendar: 'A',
    workdaysLeft: 5,
  });
  expect(row.due.A.counted).toEqual(['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19', '2026-06-22']);
  expect(row.due.A.skipped.map(({ day }: { day: string }) => day)).toEqual(['2026-06-20', '2026-06-21']);
  expect([row.why.en, row.why.da, row.removedBy.en, row.removedBy.da].every((text: string) => text.length > 10)).toBe(
    true,
  );
});

test('the delay of the school and the time of the municipality are two values of the same case', async () => {
  const [row] = await story.cases(anna);
  expect(row.report).toMatchObject({
    eventId: interruption.eventId,
    reporter: '990110',
    occurredOn: '2026-06-10',
    registeredAt: '2026-06-12T13:40:00.000Z',
  });
  expect(row.report.receivedAt).toMatch(/^2026-06-15T06:02:1/);
  expect(row.knownOn).toBe('2026-06-15');
});

test('the receipt says when readers could see it, without person or consequences: the school has no relation', async () => {
  const receipt = await story.receipt(interruption, 'sa-nord');
  expect(receipt).toMatchObject({
    outcome: 'accepted',
    stillHeld: false,
    received: { registeredAt: '2026-06-12T13:40:00.000Z', occurredOn: '2026-06-10' },
  });
  expect(Object.keys(receipt.visible)).toEqual(['at']);
  expect(receipt.visible.at).toMatch(/^2026-06-15T06:02:/);
  expect(Object.keys(receipt.stored)).toEqual(['at', 'eventId', 'position', 'contentHash']);
  expect(receipt).not.toHaveProperty('effect');
  expect((await story.receipt(interruption, 'sa-nord', '?effect=true')).effect).toEqual({ fields: [] });
});

test('as known on the 14th the status of the 11th is still enrolled', async () => {
  expect(await story.ask(anna, 'status?validOn=2026-06-11&knownAt=2026-06-14T12:00:00Z')).toMatchObject({
    status: 'enrolled',
  });
  expect(await story.ask(anna, 'status?validOn=2026-06-11')).toMatchObject({ status: 'interrupted' });
});

test('contact on the second workday closes the case in time and leaves the status as it is', async () => {
  await story.at('2026-06-17T11:15:00Z');
  const contact = await story.report(anna, 'contact-made', 'municipality-0751', {
    on: '2026-06-17',
    channel: neutral('phone'),
    guardianInvolved: true,
  });
  const [row] = await story.cases(anna);
  expect(row).toMatchObject({
    state: 'closed',
    closedOn: '2026-06-17',
    inTime: true,
    closedCause: contact.eventId,
    breachedOn: null,
    removedBy: null,
  });
  expect((await story.receipt(contact, 'adviser-0751', '?effect=true')).effect).toMatchObject({
    fields: ['status', 'reason', 'case'],
    status: { before: { status: 'interrupted' }, changed: false },
    cases: [{ what: 'closed', on: '2026-06-17' }],
  });
  expect(await story.ask(anna, 'status')).toMatchObject({ status: 'interrupted' });
  await story.at('2026-07-01T06:00:00Z');
  expect((await story.cases(anna))[0]).toMatchObject({ state: 'closed' });
  expect(await story.facts('follow-up-breached.v1')).toBe(0);
});

test('a report received after midnight in Copenhagen belongs to the next day, although it is the day before in UTC', async () => {
  const late = story.young('2010-03-01', 102);
  await story.at('2026-08-12T08:00:00Z');
  await story.lives(late, '0751');
  await story.enrols(late, { startsOn: '2026-08-10', expectedEndsOn: '2029-06-30' });
  await story.at('2026-09-13T22:30:00Z');
  await story.leaves(late, '2026-09-11');
  expect((await story.cases(late))[0]).toMatchObject({ knownOn: '2026-09-14', dueOn: '2026-09-21' });
});
