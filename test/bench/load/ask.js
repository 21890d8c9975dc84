#!/usr/bin/env node
// Asks status questions at a fixed pace in a process of its own until SIGTERM, then prints their times.
// node load/ask.js <url> <questions a second>
// A time runs from the moment a question was due, so that waiting for another question counts.
import { connectDatabase } from '../product.js';
import { randomFrom } from '../protocol/random.js';
import { spellReader } from './asked-status.js';

const [, , url, pace] = process.argv;
const { pool, close } = await connectDatabase({ url, applicationName: 'questions', poolSize: 4 });
const spellOf = spellReader(pool);
const random = randomFrom(11);
const { rows } = await pool.query('select person from person_keys.persons order by person limit 20000');
const {
  rows: [{ last }],
} = await pool.query('select coalesce(max(position), 0)::int as last from log.events');
const times = [];
const underway = new Set();
let going = true;
process.on('SIGTERM', () => (going = false));
// Warms up first: connections, plans and the compiler.
for (let warm = 0; warm < 400; warm += 1)
  await spellOf({ person: rows[warm % rows.length].person, day: '2020-01-01', position: last });
process.send?.('ready');
const started = performance.now();

for (let asked = 0; going; asked += 1) {
  const due = started + (asked * 1_000) / Number(pace);
  const wait = due - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const day = new Date(Date.UTC(2018, 0, 1 + Math.floor(random() * 2_500))).toISOString().slice(0, 10);
  const person = rows[Math.floor(random() * rows.length)].person;
  const question = spellOf({ person, day, position: Math.ceil(random() * last) }).then(
    () => void times.push(performance.now() - due),
  );
  underway.add(question);
  void question.finally(() => underway.delete(question));
}
await Promise.all(underway);
process.once('disconnect', () => void close());
process.send(times);
