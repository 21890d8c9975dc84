import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importInstitutions } from '#libs/institutions';
import { PeerFigures } from '#apps/status/own-reports/own-timeliness/peer-figures';
import { newEvent } from '../given/new-event.ts';
import { type RunningService, startService } from '../service/running.ts';

/** Seven vocational schools: sa-nord speaks for the first two, so that each of them has five others. */
const OWN = ['990110', '990111'];
const NEW_SCHOOLS = ['991001', '991002', '991003'];
const SPAN = { from: '2026-W24', to: '2026-W27' };

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.setClock('2026-06-15T08:00:00Z');
  const { pool, institutions } = service.parts;
  const list = NEW_SCHOOLS.map((number) => ({ number, name: `Skole ${number}`, type: '1071', municipality: '0751' }));
  await importInstitutions(pool, list, { on: '2026-06-15', source: 'more-schools' });
  await institutions.refresh();
  for (const reporter of OWN) await reports(reporter, 'on time', 'on time');
  await reports('990120', 'on time');
  await reports('990121', 'late');
  await reports('991001', 'on time');
  await reports('991002', 'on time', 'late');
});
afterAll(() => service.stop());

async function reports(reporter: string, ...when: readonly ('on time' | 'late')[]): Promise<void> {
  const events = when.map((one) =>
    newEvent(randomUUID(), 1, {
      type: 'education-interrupted.v1',
      reporter,
      source: `/systems/sa-any/reporters/${reporter}`,
      occurredOn: '2026-06-15',
      registeredAt: one === 'late' ? '2026-06-01T08:00:00Z' : '2026-06-15T08:00:00Z',
      receivedAt: '2026-06-15T08:00:00Z',
    }),
  );
  await service.parts.store.append(events, new Map());
}

async function peersOf(query = ''): Promise<unknown[]> {
  const { body } = await service.get(`/v1/me/timeliness?from=${SPAN.from}&to=${SPAN.to}${query}`, 'sa-nord');
  return body.rows.map(({ peers }: { peers?: object }) => peers);
}

test('the middle of the peers is shown from five others on; own reporters never count among them', async () => {
  expect(await peersOf()).toEqual([undefined, undefined]);
  await reports('991003', 'late');
  const peers = { institutionType: '1071', reporters: 5, share: 0.5, median: 0 };
  expect(await peersOf()).toEqual([peers, peers]);
});

test('a question about one own reporter has the same peers: the others are not among them', async () => {
  const [all] = await peersOf();
  expect(await peersOf('&reporter=990110')).toEqual([all]);
});

test("sabotage: with the caller's other reporter among the peers, two answers would differ and tell of the rest", async () => {
  const { pool, clock, institutions } = service.parts;
  const figures = new PeerFigures(pool, clock, institutions);
  const peersWithout = async (without: readonly string[]) =>
    (await figures.find(SPAN, { of: ['990110'], without }))('990110').peers;
  expect(await peersWithout(OWN)).toMatchObject({ reporters: 5 });
  expect(await peersWithout(['990110'])).toMatchObject({ reporters: 6, share: 0.75 });
});
