import { expect, test } from '@jest/globals';
import type { OutgoingMessage } from './broker.ts';
import { bytesOf, requestsOf } from './requests.ts';

const message = (partition: number, size: number, key = 'k'): OutgoingMessage => ({
  topic: 't',
  partition,
  key,
  value: 'x'.repeat(size),
  headers: {},
});
const sizesOf = (requests: readonly (readonly OutgoingMessage[])[]) => requests.map((request) => request.length);

test('messages that fit go to Kafka in one request', () => {
  expect(sizesOf(requestsOf([message(0, 300), message(1, 300)], 1_000))).toEqual([2]);
  expect(requestsOf([])).toEqual([]);
});

test('no partition gets more at once than it accepts, and all messages keep their order', () => {
  const messages = Array.from({ length: 50 }, (_, index) => message(index % 3, (index * 37) % 400, String(index)));
  const requests = requestsOf(messages, 1_000);
  expect(requests.flat()).toEqual(messages);
  for (const request of requests) {
    for (const partition of [0, 1, 2]) {
      const own = request.filter((one) => one.partition === partition);
      expect(own.reduce((sum, one) => sum + bytesOf(one), 0)).toBeLessThanOrEqual(1_000);
    }
  }
  expect(requests.length).toBeGreaterThan(3);
});

test('a message larger than that goes alone in its partition', () => {
  expect(sizesOf(requestsOf([message(0, 10), message(0, 5_000), message(0, 10), message(1, 10)], 1_000))).toEqual([
    1, 1, 2,
  ]);
});
