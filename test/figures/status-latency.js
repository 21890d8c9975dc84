#!/usr/bin/env node
// Asks a service that holds the OULAD data for the status of random students on random days as known at random
// positions, one after the other over HTTP, and prints median and 99th percentile.
// UNGESTATUS_URL=http://127.0.0.1:3000 node test/figures/status-latency.js [--questions 3000] [--seed 1] [--gate]
// An adviser sees own residents under 25 in full: the students get a residence first, and the service's clock has to be
// in 2014 (run-oulad.sh).
import { parseArgs } from 'node:util';
import { ouladFolder, readRegistrations } from './oulad-files.js';
import { sandboxToken } from './oulad-service.js';
import { report } from './report.js';

const STUDENTS = 400;
const MEDIAN_REACH_MILLISECONDS = 10;
const MUNICIPALITY = '0751';

const options = {
  url: { type: 'string' },
  questions: { type: 'string', default: '3000' },
  seed: { type: 'string', default: '1' },
  gate: { type: 'boolean', default: false },
};
const { values } = parseArgs({ options });
const base = (values.url ?? process.env.UNGESTATUS_URL ?? '').replace(/\/$/, '');

/** Mulberry32: the same questions for the same seed. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function call(method, path, token, body, type = 'application/json') {
  const headers = {
    'X-Purpose': 'guidance',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(body ? { 'Content-Type': type } : {}),
  };
  const response = await fetch(base + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response.json();
}

/** The number that the import's profile gives a student: born from 1 January 1990, 1,858 birth dates, day + 60. */
function numberOf(student) {
  const index = Number(student);
  const born = new Date(Date.UTC(1990, 0, 1 + (index % 1858))).toISOString();
  const [year, month, day] = [born.slice(2, 4), born.slice(5, 7), Number(born.slice(8, 10)) + 60];
  return `${day}${month}${year}${String(Math.floor(index / 1858)).padStart(4, '0')}`;
}

async function keysOfStudents(students) {
  const cpr = await sandboxToken(base, 'cpr');
  const moved = students.map((student) => ({
    specversion: '1.0',
    id: `latency-${student}`,
    source: '/systems/cpr/reporters/cpr',
    type: 'dk.ungestatus.residence-changed.v1',
    data: { person: { cpr: numberOf(student) }, municipality: MUNICIPALITY, from: '2010-01-01' },
  }));
  await call('POST', '/v1/events', cpr, moved, 'application/cloudevents-batch+json');
  const adviser = await sandboxToken(base, `adviser-${MUNICIPALITY}`);
  const keys = [];
  for (const student of students)
    keys.push((await call('POST', '/v1/persons/lookup', adviser, { cpr: numberOf(student) })).key);
  return { adviser, keys };
}

async function main() {
  if (base === '') throw new Error('Say which service to ask: UNGESTATUS_URL or --url.');
  const seed = Number(values.seed);
  const random = randomFrom(seed);
  const all = [...new Set(readRegistrations(ouladFolder()).map(({ student }) => student))];
  const { adviser, keys } = await keysOfStudents(all.slice(0, STUDENTS));
  const { knownAt } = await call('GET', `/v1/persons/${keys[0]}/status`, adviser);
  const times = [];
  const questions = Number(values.questions);
  for (let asked = -200; asked < questions; asked += 1) {
    const day = new Date(Date.UTC(2013, 0, 1 + Math.floor(random() * 700))).toISOString().slice(0, 10);
    const key = keys[Math.floor(random() * keys.length)];
    const position = Math.ceil(random() * knownAt.position);
    const started = performance.now();
    await call('GET', `/v1/persons/${key}/status?validOn=${day}&knownAt=${position}`, adviser);
    if (asked >= 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  const median = at(0.5);
  const figure = { unit: 'ms', n: questions, seed };
  report('status-latency', [
    {
      id: 'status-median',
      value: median,
      ...figure,
      reach: MEDIAN_REACH_MILLISECONDS,
      pass: median < MEDIAN_REACH_MILLISECONDS,
    },
    { id: 'status-p99', value: at(0.99), ...figure, reach: null, pass: true },
  ]);
  // Prints seconds without judging them, since the machine is shared, unless `--gate`.
  if (values.gate && median >= MEDIAN_REACH_MILLISECONDS) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error.message, error.cause?.code ?? '');
  process.exitCode = 1;
});
