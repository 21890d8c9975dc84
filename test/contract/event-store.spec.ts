import { afterAll } from '@jest/globals';
import { PostgresEventStore } from '#libs/event-store';
import { testDatabase } from '#libs/testing';
import { eventStoreContract } from './event-store.contract.ts';

const opened = testDatabase();
afterAll(async () => (await opened).drop());

eventStoreContract('PostgreSQL', async () => new PostgresEventStore((await opened).database.pool));
