import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadRuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { localDay } from '#libs/calendar';
import type { InstitutionRegister } from '#libs/institutions';
import type { PersonEvent, PersonHistory } from '../person-event.ts';
import { beliefsOf, recordedFactsOf } from '#apps/worker/policies/beliefs';
import { momentsOf } from '#apps/worker/policies/moments';
import { finish } from '#libs/concurrency';
import { followUpTerms } from '#apps/worker/policies/terms';
import { lines } from '../../test/follow-up/scenario.ts';
import { PERSON } from '../../test/follow-up/stream.ts';
import { contactClock } from './contact/contact.decide.ts';

type OldEvent = Pick<PersonEvent, 'eventId' | 'type' | 'data' | 'senderId' | 'reporter' | 'occurredOn' | 'recordedAt'>;

/**
 * Reports, and the facts that the contact clock stated about them when residence was the only ground for holding a
 * case.
 */
const OLD = JSON.parse(readFileSync(new URL('../../test/follow-up/old-log.json', import.meta.url), 'utf8')) as Record<
  string,
  OldEvent[]
>;

const register: Pick<InstitutionRegister, 'municipalityOf'> = {
  municipalityOf: (number) => (number === '281001' ? '0751' : undefined),
};
const rules = loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS });
const terms = followUpTerms(rules, register as InstitutionRegister);

function historyOf(events: readonly OldEvent[]): PersonHistory {
  const stored = events.map((event, index) => ({
    ...event,
    position: index + 1,
    version: index + 1,
    stream: PERSON,
    source: `/systems/x/reporters/${event.reporter}`,
    registeredAt: null,
    receivedAt: event.recordedAt,
  }));
  return { person: PERSON, numberBirthDate: '2010-03-01', events: stored as unknown as PersonEvent[] };
}

/** The facts that today's clock adds to an old log on the day of its last event. */
function added(events: readonly OldEvent[], today = localDay(new Date(events.at(-1)?.recordedAt ?? ''))): string[] {
  const history = historyOf(events);
  return lines(
    contactClock.decide({
      person: PERSON,
      beliefs: finish(beliefsOf(history, momentsOf(history, today).moments, rules)),
      recorded: recordedFactsOf(history),
      today,
      terms,
    }),
  );
}

/**
 * The facts that the corrected rules add, each once: a mark, a better holder, an emigration, a contact that now counts.
 */
const MENDED: Readonly<Record<string, readonly string[]>> = {
  'residence taken back': ['2026-06-16 #1 handed over by 3091d12b, 0751 to 0751 (last-known), 4 left, due 2026-06-22'],
  'handed over to no municipality': [
    '2026-06-16 #1 handed over by 03e0c41b, 0999 to 0751 (last-known), 4 left, due 2026-06-22',
  ],
  'opened at no municipality': ['2026-06-15 #1 handed over by 0ddc99fa, 0999 to 0751 (school), 5 left, due 2026-06-22'],
  'handed over to Greenland': ['2026-06-16 #1 cancelled by b722e4d9, out-of-scope'],
  'a contact before the report': [
    '2026-06-15 #1 rescheduled by 0fd3ca29, known 2026-06-12, due 2026-06-19',
    '2026-06-15 #1 closed by 0fd3ca29 of 2026-06-12, contact before report',
  ],
};

describe('an old log', () => {
  test.each(Object.entries(OLD))('%s: recorded facts stay, and none is stated twice', (name, events) => {
    const short = added(events).map((line) => line.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1'));
    expect(short).toEqual(MENDED[name] ?? []);
  });

  test('sabotage: without the recorded endings, a case that a report without standing closed goes on and is breached', () => {
    const events = OLD['closed by a foreign municipality'] ?? [];
    expect(added(events)).toEqual([]);
    expect(
      added(
        events.filter(({ type }) => type !== 'follow-up-closed.v1'),
        '2026-07-20',
      ).at(-1),
    ).toContain('breached');
  });
});
