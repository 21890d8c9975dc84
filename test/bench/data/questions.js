import { randomFrom } from '../protocol/random.js';
import { lifeOf } from './life.js';

const FIRST_DAY = Date.UTC(2017, 0, 1);
const DAYS = 3_400;

/** Persons to ask about, with their municipality; the same for the same seed. */
export function askedPersons(persons, count, seed) {
  const random = randomFrom(seed + 5);
  return Array.from({ length: Math.min(count, persons) }, () => {
    const { key, events } = lifeOf(Math.floor(random() * persons), seed);
    return { person: key, municipality: events[0].data.municipality };
  });
}

/**
 * Random questions: the status of a person on a day as known at a position; half of the days and positions lie near
 * now.
 */
export function questions(people, { count, last, seed }) {
  const random = randomFrom(seed + 6);
  return Array.from({ length: count }, () => {
    const { person, municipality } = people[Math.floor(random() * people.length)];
    const day = new Date(FIRST_DAY + Math.floor(random() * DAYS) * 86_400_000).toISOString().slice(0, 10);
    const position = random() < 0.5 ? last : Math.ceil(random() * last);
    return { person, municipality, day, position };
  });
}
