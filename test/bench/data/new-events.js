import { createHash } from 'node:crypto';
import { randomFrom, uuidFrom } from '../protocol/random.js';

const AT = '2026-06-15T06:00:00.000Z';
const KINDS = ['compulsory', 'upper-secondary', 'vocational', 'higher'];

/** That many person keys, the same for the same seed. */
export function personKeys(count, seed) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => uuidFrom(random));
}

/** An enrolment as the intake gives it to the log, with ids and hashes. */
export function newEvent(stream, version, random) {
  const eventId = uuidFrom(random);
  const number = Math.floor(random() * 1e9);
  const senderId = `report-${number}-${version}`;
  const data = {
    enrolmentId: `E-${number}`,
    institution: '990110',
    education: { system: 'cosa', code: String(1_000 + (number % 9_000)) },
    startsOn: '2025-08-11',
    expectedEndsOn: '2028-06-30',
    kind: KINDS[number % KINDS.length],
  };
  return {
    stream,
    version,
    eventId,
    senderId,
    data,
    type: 'enrolment-registered.v1',
    sealed: null,
    occurredOn: data.startsOn,
    registeredAt: AT,
    receivedAt: AT,
    recordedAt: AT,
    source: '/systems/sa-nord/reporters/990110',
    reporter: '990110',
    meta: { client: 'sa-nord', role: 'source-system' },
    contentHash: createHash('sha256').update(JSON.stringify(data)).digest(),
  };
}

/** One event per person, with the version of the pass; sorted by person, as the intake sorts the events of a call. */
export function eventsOfPass(persons, pass, seed) {
  const random = randomFrom(seed * 1_000 + pass);
  return persons.map((person) => newEvent(person, pass + 1, random)).sort((a, b) => (a.stream < b.stream ? -1 : 1));
}
