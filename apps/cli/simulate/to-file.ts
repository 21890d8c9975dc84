import { createWriteStream, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cloudEventOf } from './as-sent.ts';
import { ENROLMENT_HEADER, enrolmentRows } from './enrolment-rows.ts';
import { ENROLMENT_PROFILE } from './enrolment-profile.ts';
import { lifeOf } from './life.ts';
import { type OrderOfArrival } from './order-of-arrival.ts';
import { type Run } from './run.ts';
import { showProgress } from '../progress.ts';
import { orderOf } from './order-of.ts';
import { Tally } from './tally.ts';

const REPORTS_A_CHUNK = 2_000;
const LIVES_A_CHUNK = 500;

/** Every report as a CloudEvent per line, in order of arrival: byte for byte the same for the same options. */
export async function simulateToNdjson(run: Run, file: string, stop: AbortSignal): Promise<Tally> {
  const tally = new Tally();
  const order = await orderOf(run, stop);
  await pipeline(Readable.from(eventLines(order, tally)), createWriteStream(file), { signal: stop });
  return tally;
}

function* eventLines(order: OrderOfArrival, tally: Tally): Generator<string> {
  const progress = showProgress('Writing', order.length, 'events');
  try {
    for (let from = 0; from < order.length; from += REPORTS_A_CHUNK) {
      let chunk = '';
      for (const { life, report } of order.reports(from, from + REPORTS_A_CHUNK)) {
        tally.add(report.type, life.index);
        chunk += `${JSON.stringify(cloudEventOf(life, report))}\n`;
      }
      progress.update(from);
      yield chunk;
    }
  } finally {
    progress.stop();
  }
}

/** One line per enrolment, person by person, and a second file with the profile by which `import csv` reads it. */
export async function simulateToCsv(
  run: Run,
  file: string,
  stop: AbortSignal,
): Promise<{ tally: Tally; profile: string }> {
  const tally = new Tally();
  const profile = file.replace(/(\.csv)?$/, '.profile.json');
  writeFileSync(profile, `${JSON.stringify(ENROLMENT_PROFILE, null, 2)}\n`);
  await pipeline(Readable.from(enrolmentLines(run, tally)), createWriteStream(file), { signal: stop });
  return { tally, profile };
}

function* enrolmentLines(run: Run, tally: Tally): Generator<string> {
  const { persons } = run.options;
  const progress = showProgress('Writing', persons, 'persons');
  try {
    yield ENROLMENT_HEADER;
    for (let from = 0; from < persons; from += LIVES_A_CHUNK) {
      let chunk = '';
      for (let index = from; index < Math.min(persons, from + LIVES_A_CHUNK); index += 1) {
        const life = lifeOf(run, index);
        for (const { type } of life.reports) tally.add(type, index);
        chunk += enrolmentRows(life);
      }
      progress.update(from);
      if (chunk !== '') yield chunk;
    }
  } finally {
    progress.stop();
  }
}
