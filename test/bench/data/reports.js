import { randomFrom } from '../protocol/random.js';

const DAY = 86_400_000;
const FIRST_BIRTH = Date.UTC(2001, 0, 1);
/** The number of birth dates, from 2001 to 2003: all persons are within the ages in every enrolment. */
const BIRTH_DATES = 1_095;

const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

export function birthDateOf(person) {
  return dayOf(FIRST_BIRTH + (person % BIRTH_DATES) * DAY);
}

/**
 * A unique synthetic civil number (day + 60) for each of up to 6 million persons: the 7th digit is 4 to 9 for births
 * since 2000.
 */
export function civilNumberOf(person) {
  const [year, month, day] = birthDateOf(person).split('-');
  const serial = Math.floor(person / BIRTH_DATES);
  const lastFour = `${4 + Math.floor(serial / 1_000)}${String(serial % 1_000).padStart(3, '0')}`;
  return `${Number(day) + 60}${month}${year.slice(2)}${lastFour}`;
}

/** A CloudEvent as a study-administration system sends it. */
export function cloudEvent(
  type,
  id,
  data,
  { client = 'sa-nord', reporter = '990110', time = '2026-06-15T06:00:00Z' } = {},
) {
  return {
    specversion: '1.0',
    id,
    source: `/systems/${client}/reporters/${reporter}`,
    type: `dk.ungestatus.${type}.v1`,
    time,
    data,
  };
}

/** An education code. Below are 2997 and 3000, applications for an admission test: as an enrolment they are refused. */
export const educationCode = (random) => String(3_001 + Math.floor(random() * 6_998));

/** The nth enrolment of a person. */
export function enrolment(person, number, random) {
  return cloudEvent('enrolment-registered', `enrolment-${person}-${number}`, {
    person: { cpr: civilNumberOf(person) },
    enrolmentId: `E-${person}-${number}`,
    institution: '990110',
    education: { system: 'cosa', code: educationCode(random) },
    startsOn: `${2019 + (number % 8)}-08-11`,
    expectedEndsOn: `${2020 + (number % 8)}-06-30`,
    kind: 'vocational',
  });
}

/** One report per person; `number` makes the passes different. */
export function enrolmentsOfPass(persons, pass, seed) {
  const random = randomFrom(seed * 1_000 + pass);
  return Array.from({ length: persons }, (_, person) => enrolment(person, pass, random));
}
