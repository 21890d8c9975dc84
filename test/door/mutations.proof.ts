import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readGoldenExamples } from '#events/golden-examples';
import { readReport } from '#events/reading/read-report';
import { normaliseName } from '#events/model/spelling';
import { getProjectRoot } from '#libs/database';
import { printFigure } from '../crash/figure-line.ts';
import { seedOfThisRun } from '../oracle/seed.ts';
import { seeded } from './deliveries.ts';
import { mutate } from './mutations.ts';

const COUNT = Number(process.env['MUTATIONS'] ?? 20_000);
const seed = seedOfThisRun();
const examples = readGoldenExamples(join(getProjectRoot(), 'events')).filter(
  ({ event }) => readReport(event, { sandbox: true }).report !== undefined,
);

/** Attributes outside the report's content: their values are checked and not stored. */
const NOT_KEPT = ['specversion', 'type', 'datacontenttype', 'dataschema', 'subject'];

/** Every value of an event; null in the envelope counts as left out. */
function valuesOf(value: unknown, isEnvelope = false): unknown[] {
  if (Array.isArray(value)) return value.length === 0 ? [value] : value.flatMap((one) => valuesOf(one));
  if (typeof value !== 'object' || value === null) return [value];
  const entries = Object.entries(value).filter(
    ([name, inner]) => !isEnvelope || (!NOT_KEPT.includes(name) && inner !== null),
  );
  return entries.length === 0 && !isEnvelope ? [value] : entries.flatMap(([, inner]) => valuesOf(inner));
}

/** The value as ids and names are stored. */
const plain = (value: unknown): string => (typeof value === 'string' ? normaliseName(value) : JSON.stringify(value));

/** Values that were accepted and are missing in the resulting report. */
function droppedFrom(event: Record<string, unknown>, read = readReport): string[] {
  const { report, errors } = read(event, { sandbox: true });
  if (report === undefined) return errors.length === 0 ? ['refused without a word'] : [];
  const kept = new Set(valuesOf(report).map(plain));
  const isTime = (value: unknown): boolean => value === event['time'] && report.registeredAt !== null;
  return valuesOf(event, true)
    .filter((value) => !kept.has(plain(value)) && !isTime(value))
    .map(plain);
}

let found: string[] = [];
afterAll(() =>
  printFigure({
    id: 'R20',
    value: found.length,
    unit: 'names dropped in silence',
    n: COUNT,
    seed,
    reach: '0',
    pass: found.length === 0,
  }),
);

test('in every type of report each changed name is refused or kept: no value is dropped silently', () => {
  const random = seeded(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  let accepted = 0;
  for (let round = 0; round < COUNT; round += 1) {
    const example = examples[round % examples.length];
    if (!example) throw new Error('no example');
    const { event, done } = mutate(example.event, pick);
    const dropped = droppedFrom(event);
    if (dropped.length > 0) found.push(`${example.type} ${done}: ${dropped.join(', ')}`);
    if (readReport(event, { sandbox: true }).report !== undefined) accepted += 1;
  }
  expect([...new Set(found)].slice(0, 20)).toEqual([]);
  expect(examples.length).toBeGreaterThan(15);
  expect(accepted).toBeGreaterThan(COUNT / 50);
  found = [];
});

test('sabotage: a reader that takes known names and drops the rest is found', () => {
  const lenient: typeof readReport = (sent, tenant) => {
    const { data, ...event } = sent as { data: Record<string, unknown> };
    const { unknown: _, ...known } = data;
    return readReport({ ...event, data: known }, tenant);
  };
  const [example] = examples;
  if (!example) throw new Error('no example');
  const event = { ...example.event, data: { ...(example.event['data'] as object), unknown: 'lost' } };
  expect(droppedFrom(event)).toEqual([]);
  expect(droppedFrom(event, lenient)).toEqual(['lost']);
});
