import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CarriedStream } from '#events/deciding/carried-stream';
import { effectiveReports } from '#events/standing/effective';
import { withdrawalsInForce } from '#events/history/withdrawals';
import type { PersonEvent } from '#events/person-event';
import { personState } from '#events/state/person.evolve';
import { registeredBirth } from '#events/history/registered-birth';
import { heldReports } from '#events/standing/held-reports';
import { standingFacts } from '#events/standing/standing-facts';
import { by, type Draft, named } from '../given/history.ts';
import {
  changed,
  completed,
  contactAssigned,
  contactMade,
  corrected,
  interrupted,
  leaveStarted,
  moved,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  withdrawn,
} from '../given/reports.ts';
import { storedStream } from '../given/stored-stream.ts';
import { seedOfThisRun } from './seed.ts';

const seed = seedOfThisRun();
const REPORTERS = ['751001', '461002', 'cpr', 'municipality-0751', 'municipality-0461'];
const days = fc.constantFrom('2025-09-01', '2026-01-10', '2026-02-10', '2026-03-10');
const ids = fc.constantFrom('A', 'B');
const onEnrolment = fc.tuple(ids, days, fc.nat(7), fc.boolean()).map(([id, day, which, elsewhere]): Draft => {
  const drafts: readonly Draft[] = [
    registered(id, { startsOn: day }),
    registered(id, { startsOn: day }),
    changed(id, day, { expectedEndsOn: '2026-12-31' }),
    neverStarted(id, day),
    interrupted(id, day),
    completed(id, day, 'part'),
    leaveStarted(id, day),
    riskReported(id, day),
  ];
  const draft = drafts[which] ?? riskReported(id, day);
  return elsewhere ? by('461002', draft) : draft;
});
const municipal = fc.tuple(days, fc.constantFrom('0751', '0461'), fc.nat(3)).map(([day, code, which]): Draft => {
  const drafts: readonly Draft[] = [
    moved(code, day),
    contactMade(day, code),
    contactAssigned('kui', day),
    personRegistered('2009-05-05'),
  ];
  return drafts[which] ?? moved(code, day);
});
const reports = fc.oneof({ weight: 3, arbitrary: onEnrolment }, { weight: 2, arbitrary: municipal });
const targets = fc.nat(13).map((place) => `d${place}`);
const drafted = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: reports },
      {
        weight: 1,
        arbitrary: fc
          .tuple(targets, fc.constantFrom(...REPORTERS))
          .map(([target, reporter]) => withdrawn(target, reporter)),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(targets, reports).map(([target, content]) => corrected(target, content as never)),
      },
    ),
    { minLength: 2, maxLength: 14, size: 'max' },
  )
  .map((list) => list.map((draft, place) => named(`d${place}`, draft)));

/** The values that a decision reads from a stream, for every reporter. */
function asked(stream: CarriedStream): unknown {
  return REPORTERS.map((reporter) => {
    const { state, held, counts } = stream.viewOf(reporter);
    return {
      reporter,
      state,
      held,
      counts: { ...counts },
      facts: stream.factsOf(reporter),
      birth: stream.registeredBirth(),
    };
  });
}

function foldedAnew(events: readonly PersonEvent[]): unknown {
  const all = effectiveReports(events);
  return REPORTERS.map((reporter) => {
    const own = events.filter((event) => event.reporter === reporter);
    const gone = withdrawalsInForce(own);
    const takesBack = (event: PersonEvent): boolean =>
      event.type === 'report-withdrawn.v1' &&
      own.find(({ eventId }) => eventId === event.data.target)?.type !== 'report-withdrawn.v1';
    return {
      reporter,
      state: personState(own),
      held: heldReports(reporter, events).length,
      facts: standingFacts(reporter, all, events),
      birth: registeredBirth(all),
      counts: {
        standing: own.filter((event) => event.type !== 'report-withdrawn.v1' && !gone.has(event.eventId)).length,
        ever: own.filter((event) => !takesBack(event)).length,
      },
    };
  });
}

function disagreement(Carried: typeof CarriedStream): unknown {
  const { failed, counterexample } = fc.check(
    fc.property(drafted, fc.nat(13), (drafts, from) => {
      const events = storedStream(drafts);
      const first = Math.min(from, events.length);
      const carried = new Carried(events.slice(0, first));
      for (let count = first; ; count += 1) {
        expect(asked(carried)).toEqual(foldedAnew(events.slice(0, count)));
        const next = events[count];
        if (next === undefined) return;
        carried.add(next);
      }
    }),
    { numRuns: Number(process.env['CARRIED_RUNS'] ?? 600), seed },
  );
  return failed ? JSON.stringify(counterexample) : undefined;
}

test(`the state carried from report to report equals the state of folding the stream anew (seed ${seed})`, () => {
  expect(disagreement(CarriedStream)).toBeUndefined();
});

/** Carries every state on, as if nothing could change the meaning of earlier events. */
class Careless extends CarriedStream {
  readonly #first = new Map<string, ReturnType<CarriedStream['viewOf']>>();

  override viewOf(reporter: string): ReturnType<CarriedStream['viewOf']> {
    const kept = this.#first.get(reporter) ?? super.viewOf(reporter);
    this.#first.set(reporter, kept);
    return kept;
  }
}

test('the comparison turns red for a state that is carried past a correction or withdrawal', () => {
  expect(disagreement(Careless)).toBeDefined();
});

/** The number of reads of an event's data while `added` reports are added to `stored` ones. */
function reads(stored: number, added: number, draft: (place: number) => Draft): number {
  let count = 0;
  const watched = storedStream([registered('A', { startsOn: '2025-09-01' })])
    .concat(
      Array.from(
        { length: stored + added },
        (_, place) =>
          ({
            ...storedStream([named(`r${place}`, draft(place))])[0],
            standing: 'given',
            eventId: `r${place}`,
            position: place + 2,
          }) as PersonEvent,
      ),
    )
    .map((event) =>
      Object.defineProperty({ ...event }, 'data', { get: () => ((count += 1), event.data), enumerable: true }),
    );
  const stream = new CarriedStream(watched.slice(0, stored));
  for (const event of watched.slice(stored)) {
    asked(stream);
    stream.add(event);
  }
  return count;
}

test('each report added to a stream costs the same number of reads, however long the stream: twice as many cost twice', () => {
  for (const draft of [
    (): Draft => riskReported('A', '2026-01-10'),
    (place: number): Draft => registered(`E${place}`, { startsOn: '2026-01-10' }),
    (): Draft => interrupted('A', '2026-02-10'),
  ]) {
    const [once, twice, more] = [reads(500, 200, draft), reads(500, 400, draft), reads(1_000, 200, draft)];
    expect(twice - once).toBeLessThan(1.1 * (once - reads(500, 0, draft)) + 50);
    expect(more / once).toBeLessThan(2.2);
  }
});
