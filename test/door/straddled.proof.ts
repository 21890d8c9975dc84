import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BatchReceipt, type Call, type IntakeContext, ReportIntake } from '#libs/intake';
import { type RunningService, startService } from '../service/running.ts';
import { reportsOf } from './deliveries.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const SENDER = {
  clientId: 'adviser-0751',
  systemId: 'adviser-0751',
  role: 'adviser',
  reporters: ['municipality-0751'],
} as unknown as Call['sender'];

/**
 * Accepts the call, with the same call accepted by another process between its look-up of the persons and its read of
 * the log.
 */
async function acceptStraddling(call: Call): Promise<BatchReceipt> {
  const { intake } = service.parts;
  const { store } = intake.context;
  let first = true;
  const findByEventIds: IntakeContext['store']['findByEventIds'] = async (ids) => {
    if (first) {
      first = false;
      await intake.accept(call);
    }
    return store.findByEventIds(ids);
  };
  const straddled = Object.assign(Object.create(store) as IntakeContext['store'], { findByEventIds });
  return new ReportIntake({ ...intake.context, store: straddled }).accept(call);
}

test('a report that another process accepts just after its person was looked up is known, and not a changed one', async () => {
  const reports = reportsOf(1, 1).filter(({ type }) => String(type).includes('contact-person'));
  const { counts, items } = await acceptStraddling({ sender: SENDER, reports, kind: 'single' });
  expect(items).toMatchObject([{ outcome: 'duplicate' }]);
  expect(counts).toEqual({ accepted: 0, duplicate: 1, held: 0, refused: 0 });
});
