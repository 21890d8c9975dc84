#!/usr/bin/env node
// Compares answers with test/oracle, the second implementation of the statuses.
// node --import libs/testing/typescript.js … < file
// In: { histories, answers: [{ person, day, position, said }] }. Out: { asked, wrong, first }.
import { readFileSync } from 'node:fs';
import { loadRuleBook } from '#libs/rules';
import { oracleStatus } from '../../oracle/education-status.ts';

const { histories, answers } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const rules = loadRuleBook(undefined, {});
const byPerson = new Map(histories.map((history) => [history.person, history]));
const wrong = [];
for (const { person, day, position, said } of answers) {
  const whole = byPerson.get(person);
  const known = { ...whole, events: whole.events.filter((event) => event.position <= position) };
  const { status, reason = null, since, until } = oracleStatus(known, day, rules);
  const expected = { status, reason, since, until };
  if (JSON.stringify(said) !== JSON.stringify(expected)) wrong.push({ person, day, position, said, expected });
}
console.log(JSON.stringify({ asked: answers.length, wrong: wrong.length, first: wrong[0] ?? null }));
