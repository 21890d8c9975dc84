import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningService, startService } from '../service/running.ts';
import { sendSlowly, TOO_SLOW } from './slow-call.ts';

let service: RunningService;
const logged: string[] = [];
beforeAll(async () => {
  service = await startService({ onLog: (line) => logged.push(line) });
});
afterAll(() => service.stop());

test('a body that never ends is answered 408 after a minute and at most half of another', async () => {
  const head =
    `POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await service.token('cpr')}\r\n` +
    'Content-Type: application/cloudevents+json\r\nContent-Length: 5000';
  const began = performance.now();
  expect(await sendSlowly(service.url, head, '{')).toMatchObject(TOO_SLOW);
  expect(performance.now() - began).toBeGreaterThan(59_000);
  expect(logged).toEqual([]);
}, 120_000);
