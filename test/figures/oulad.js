#!/usr/bin/env node
// Compares the service's cohort counts at twelve days with counts taken directly from the CSV.
// Import it first: npx ungestatus import csv ../shared/data/oulad-2013/studentRegistration.csv --profile
// test/figures/oulad.profile.json
// UNGESTATUS_URL=http://127.0.0.1:3000 node test/figures/oulad.js
// --sabotage [shift|drop] alters one student's end before comparing: it must exit 1. --offline only counts the CSV.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anomaliesOf } from './oulad-anomalies.js';
import { compare, table } from './oulad-comparison.js';
import { DATES, countsOn, groupByStudent, sabotage } from './oulad-counts.js';
import { ouladFolder, readRegistrations } from './oulad-files.js';
import { askCohorts } from './oulad-service.js';
import { report } from './report.js';

function readArguments() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const options = { url: text, client: text, secret: text, institution: text, sabotage: flag, offline: flag };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const profile = JSON.parse(readFileSync(join(import.meta.dirname, 'oulad.profile.json'), 'utf8'));
  return {
    ...values,
    url: (values.url ?? process.env.UNGESTATUS_URL)?.replace(/\/$/, ''),
    institution: values.institution ?? profile.parameters.institution,
    sabotage: values.sabotage ? (positionals[0] ?? 'shift') : undefined,
  };
}

function figuresOf(comparison, students) {
  const mismatches = comparison.filter(({ agrees }) => !agrees).length;
  const sum = (date) =>
    comparison.filter((one) => one.date === date).reduce((all, { answered }) => all + (Number(answered) || 0), 0);
  // A day with a suppressed count cannot add up; the list of mismatches covers it.
  const whole = DATES.filter((date) =>
    comparison.every((one) => one.date !== date || one.answered === undefined || typeof one.answered === 'number'),
  );
  const lost = whole.filter((date) => sum(date) !== students).length;
  return [
    {
      id: 'OULAD-counts',
      value: mismatches,
      unit: 'mismatches',
      n: comparison.length,
      seed: null,
      reach: 0,
      pass: mismatches === 0,
    },
    {
      id: 'OULAD-students',
      value: lost,
      unit: 'days not adding up',
      n: whole.length,
      seed: null,
      reach: 0,
      pass: lost === 0,
    },
  ];
}

async function main() {
  const given = readArguments();
  const folder = ouladFolder();
  if (!existsSync(folder))
    throw new Error(`The OULAD files are not in ${folder}. Set SHARED_DATA to the folder that holds oulad-2013.`);
  if (!given.offline && given.url === undefined)
    throw new Error('Say which service to ask: UNGESTATUS_URL or --url (or --offline).');
  const registrations = readRegistrations(folder);
  const students = groupByStudent(registrations);
  const judged = given.sabotage === undefined ? students : sabotage(students, given.sabotage);
  const expected = new Map(DATES.map((date) => [date, countsOn(judged, date)]));
  const answered = given.offline ? expected : await askCohorts(given.url, given.institution, DATES, given);
  const comparison = compare(expected, answered);
  console.log(
    `${registrations.length} enrolments of ${students.size} ` +
      `students${given.offline ? ', counted from the CSV only' : ''}\n`,
  );
  console.log(`${table(comparison)}\n`);
  for (const { what, count } of anomaliesOf(registrations)) console.log(`${String(count).padStart(6)}  ${what}`);
  console.log('');
  if (given.offline) return;
  const figures = figuresOf(comparison, students.size);
  report('oulad-counts', figures);
  process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
}

main().catch((error) => {
  console.error(error.message, error.cause?.code ?? '');
  process.exitCode = 1;
});
