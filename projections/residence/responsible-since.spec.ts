import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PostgresEventStore } from '#libs/event-store';
import { LONG_STREAM } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { findResponsibleSince } from './residence.query.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 2 });
});
afterAll(() => opened.drop());

test('a person with a stream so long that earlier beliefs are not kept counts as one that a municipality was responsible for', async () => {
  const { pool } = opened.database;
  const [long, short] = [randomUUID(), randomUUID()];
  const eventsOf = (stream: string, count: number) =>
    Array.from({ length: count }, (_, index) => newEvent(stream, index + 1));
  await new PostgresEventStore(pool).append(
    [...eventsOf(long, LONG_STREAM + 1), ...eventsOf(short, LONG_STREAM)],
    new Map(),
  );
  expect([...(await findResponsibleSince(pool, [long, short], { since: '2025-11-30', today: '2026-11-30' }))]).toEqual([
    long,
  ]);
});
