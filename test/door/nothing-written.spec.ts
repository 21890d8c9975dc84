import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The state that every write to the log changes. */
async function logState(): Promise<unknown> {
  const { rows } = await service.parts.pool.query(
    `select (select count(*)::int from log.events) as events,
       (select last_value from log.events_position_seq) as position,
       (select jsonb_object_agg(stream, version)
       from (select stream, max(version) as version from log.events group by stream) heads) as heads`,
  );
  return rows[0];
}

const moved = (serial: number, id: string) =>
  cloudEvent('residence-changed', {
    id,
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', serial),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  });

test('a call that stores nothing takes no position and moves no version', async () => {
  await service.report('cpr', [moved(1, 'first'), moved(2, 'second')]);
  const before = await logState();
  expect((before as { events: number }).events).toBeGreaterThanOrEqual(2);
  await service.report('cpr', moved(1, 'first'));
  await service.report('cpr', [moved(1, 'first'), moved(2, 'second')]);
  await service.report('cpr', {
    ...moved(1, 'first'),
    data: { ...(moved(1, 'first')['data'] as object), municipality: '0461' },
  });
  await service.report('cpr', []);
  await service.report('cpr', { ...moved(3, 'third'), type: 'dk.ungestatus.nothing.v1' });
  await service.report('cpr', [{}, null, moved(2, 'second')]);
  expect(await logState()).toEqual(before);
  expect((await service.report('cpr', moved(1, 'fourth'))).status).toBe(202);
  expect(await logState()).not.toEqual(before);
});
