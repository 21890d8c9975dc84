import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CloudEvent, mapRows, readProfile } from '#libs/csv-import';
import { localDay } from '#libs/calendar';
import { ReportIntake } from '#libs/intake';
import { importInstitutions } from '#libs/institutions';
import { findSandboxClient } from '#apps/sandbox/issuer/clients';
import { SANDBOX_INSTITUTIONS } from '#apps/sandbox/issuer/institutions';
import { simulateToCsv, simulateToNdjson } from '#apps/cli/simulate/to-file';
import { openPlace, type Place, runOf } from './roads.ts';

const run = runOf(40);
const folder = mkdtempSync(join(tmpdir(), 'simulated-'));
let place: Place;
beforeAll(async () => {
  place = await openPlace(run);
  await importInstitutions(place.context.pool, SANDBOX_INSTITUTIONS, {
    on: localDay('2026-06-30T10:00:00Z'),
    source: 'sandbox',
  });
  await place.context.institutions.refresh();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await place.database.drop();
});

test('the enrolments in the simulated file are imported completely by the profile written beside it', async () => {
  const file = join(folder, 'enrolments.csv');
  const { profile } = await simulateToCsv(run, file, new AbortController().signal);
  const events: CloudEvent[] = [];
  for await (const row of mapRows(file, readProfile(profile))) {
    expect(row.errors).toEqual([]);
    events.push(...row.events);
  }
  const client = findSandboxClient('sa-oest');
  const sender = {
    clientId: 'sa-oest',
    systemId: 'sa-oest',
    role: 'source-system',
    reporters: client?.reporters ?? [],
  };
  const { counts } = await new ReportIntake(place.context).accept({ sender, reports: events, kind: 'batch' });
  expect(counts).toEqual({ accepted: events.length, duplicate: 0, held: 0, refused: 0 });
  expect(events.length).toBeGreaterThan(120);
});

test('the same options of a simulation give the same bytes, another seed others', async () => {
  const texts: string[] = [];
  for (const each of [run, runOf(40), runOf(40, { seed: 8 })]) {
    const file = join(folder, `${texts.length}.ndjson`);
    await simulateToNdjson(each, file, new AbortController().signal);
    texts.push(readFileSync(file, 'utf8'));
  }
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toBe(texts[2]);
});
