import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { cloudEvent, syntheticNumber } from '../../test/service/reports.ts';
import { type RunningService, startService } from '../../test/service/running.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly links?: readonly { readonly traceId: string }[];
}

/** The members of OTLP's JSON that this spec reads. */
interface Sent {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const CPR = syntheticNumber('2010-03-01', 7);
const CALLED = { id: 'c'.repeat(32), parent: 'd'.repeat(16) };
const BROUGHT = { id: 'a'.repeat(32), parent: 'b'.repeat(16) };
const traceparent = ({ id, parent }: typeof CALLED): string => `00-${id}-${parent}-01`;

let receiver: Server;
const bodies: string[] = [];
let service: RunningService;
let spans: Span[];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(Buffer.concat(chunks).toString());
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  service = await startService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
  const born = cloudEvent('person-registered', { reporter: 'cpr', cpr: CPR, data: { birthDate: '2010-03-01' } });
  await service.report('cpr', { ...born, traceparent: traceparent(BROUGHT) });
  const lives = cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: CPR,
    data: { municipality: '0751', from: '2010-03-01' },
  });
  await service.send('POST', '/v1/events', lives, 'cpr', {
    'Content-Type': 'application/cloudevents+json',
    traceparent: traceparent(CALLED),
  });
  await service.send('POST', '/v1/persons/lookup', { cpr: CPR }, 'adviser-0751', { 'X-Purpose': 'follow-up' });
  await service.get(`/v1/nothing/${CPR}`, 'adviser-0751');
  await service.parts.worker?.settle(15_000);
  await service.stop();
  spans = bodies.flatMap((body) =>
    (JSON.parse(body) as Sent).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
});
afterAll(() => new Promise<void>((resolve) => void receiver.close(() => resolve())));

const of = (trace: string): Span[] => spans.filter(({ traceId }) => traceId === trace);
const named = (trace: string, name: string): Span => {
  const found = of(trace).find((span) => span.name === name);
  if (!found)
    throw new Error(
      `no span ${name} among ${of(trace)
        .map((span) => span.name)
        .join()}`,
    );
  return found;
};

describe('a call that brings a traceparent', () => {
  test("is one trace with the intake's work for it, each step below its parent", () => {
    const call = named(CALLED.id, 'POST /v1/events');
    expect(call.parentSpanId).toBe(CALLED.parent);
    const door = named(CALLED.id, 'door');
    expect(door.parentSpanId).toBe(call.spanId);
    for (const step of ['door check', 'door decide', 'door append'])
      expect(named(CALLED.id, step).parentSpanId).toBe(door.spanId);
  });

  test('has its report, which brought none, in the same trace until every reader has applied it', () => {
    for (const reader of service.parts.readers) expect(named(CALLED.id, `${reader} applied`).links).toHaveLength(1);
  });
});

test('a report with a traceparent of its own is in that trace until every reader has applied it, and its call is linked to it', () => {
  for (const reader of service.parts.readers)
    expect(named(BROUGHT.id, `${reader} applied`).parentSpanId).toBe(BROUGHT.parent);
  const doors = spans.filter(
    ({ name, links }) => name === 'door' && links?.some(({ traceId }) => traceId === BROUGHT.id),
  );
  expect(doors).toHaveLength(1);
});

test('every page of a reader is a span, linked to the traces of its events', () => {
  const linked = spans
    .filter(({ name }) => name === 'education-status page')
    .flatMap(({ links = [] }) => links.map(({ traceId }) => traceId));
  expect(linked).toEqual(expect.arrayContaining([CALLED.id, BROUGHT.id]));
});

test('no exported trace identifies a person: no civil number, no key, no called address', () => {
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) {
    expect(body).not.toContain(CPR);
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  }
  expect(spans.map(({ name }) => name)).toContain('GET unmatched');
});

test('without an endpoint nothing of OpenTelemetry is loaded: one file imports it, and it is loaded only for an endpoint', () => {
  const root = getProjectRoot();
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  for (const path of [
    'libs/telemetry/http',
    'libs/telemetry/index',
    'libs/telemetry/metrics',
    'libs/telemetry/open-tracing',
    'libs/telemetry/tracing',
    'libs/subscriptions/reader-standing',
    'libs/subscriptions/traced-pages',
    'apps/intake/events/traced-reports',
  ]) {
    expect([path, /^(import|export)[^;]*(@opentelemetry|open-telemetry)/m.test(text(`${path}.ts`))]).toEqual([
      path,
      false,
    ]);
  }
  expect(text('libs/telemetry/open-tracing.ts')).toContain(
    "if (endpoint === undefined) return NO_TRACING;\n  const { traceTo } = await import('./open-telemetry.ts')",
  );
});

test('sabotage: if reports get no traceparent of their call, the trace ends at the intake', async () => {
  const { tracing } = service.parts;
  expect(tracing.on).toBe(true);
  const unstamped = of(CALLED.id).filter(({ name }) => !name.endsWith(' applied'));
  expect(unstamped.map(({ name }) => name).sort()).toEqual([
    'POST /v1/events',
    'door',
    'door append',
    'door check',
    'door decide',
  ]);
});
