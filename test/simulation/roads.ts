import { createHash, randomUUID } from 'node:crypto';
import { MovableClock } from '#libs/calendar';
import { type IntakeContext, ReportIntake } from '#libs/intake';
import { PostgresEventStore } from '#libs/event-store';
import { importInstitutions, InstitutionRegister, InstitutionVersion } from '#libs/institutions';
import { Keyring } from '#libs/persons';
import { loadRuleBook } from '#libs/rules';
import { NO_TRACING } from '#libs/telemetry';
import { cloudEventOf } from '#apps/cli/simulate/as-sent';
import { instantText } from '#apps/cli/simulate/day-number';
import { OrderOfArrival } from '#apps/cli/simulate/order-of-arrival';
import { prepareRun, type Run } from '#apps/cli/simulate/run';
import { sendersOf } from '#apps/cli/simulate/reporter';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { LogRoad } from '#apps/cli/simulate/log-road';
import { PeopleBook } from '#apps/cli/simulate/people-book';

/** A migrated database with the simulation's institutions, and an intake of its own. */
export interface Place {
  readonly database: TestDatabase;
  readonly context: IntakeContext;
  readonly clock: { at: string };
  readonly ids: string[];
}

export const KEYRING = new Keyring(Buffer.alloc(32, 7));

export function runOf(persons: number, given: { readonly seed?: number; readonly years?: number } = {}): Run {
  return prepareRun({ persons, years: given.years ?? 5, seed: given.seed ?? 7, until: '2026-06-30' });
}

export async function openPlace(run: Run): Promise<Place> {
  const database = await testDatabase({ poolSize: 4, entities: [InstitutionVersion] });
  const { pool } = database.database;
  await importInstitutions(pool, run.landscape.institutions, { on: '2026-06-30', source: 'simulation' });
  const clock = { at: '2026-06-30T12:00:00.000Z' };
  const ids: string[] = [];
  const context: IntakeContext = {
    pool,
    store: new PostgresEventStore(pool),
    keyring: KEYRING,
    clock: new MovableClock({ now: () => new Date(clock.at) }),
    rules: loadRuleBook(undefined, {}),
    institutions: await InstitutionRegister.load(database.database.dataSource.getRepository(InstitutionVersion)),
    sandbox: true,
    newId: () => ids.shift() ?? randomUUID(),
    onAppended: () => undefined,
    span: NO_TRACING.span,
  };
  return { database, context, clock, ids };
}

export function orderOf(run: Run): OrderOfArrival {
  const lives = OrderOfArrival.of(run);
  for (;;) {
    const step = lives.next();
    if (step.done === true) return step.value;
  }
}

/** The same key on both roads, so that its hashes can be compared. */
export function keyOf(civilNumber: string): string {
  const hex = createHash('sha256').update(civilNumber).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export async function byLogRoad(
  place: Place,
  run: Run,
  given: { readonly page?: number; readonly senders?: ReturnType<typeof sendersOf> } = {},
): Promise<PeopleBook> {
  const order = orderOf(run);
  const book = new PeopleBook(run.options.persons);
  const road = new LogRoad(place.context, run, order, book, keyOf, given.senders);
  const size = given.page ?? 500;
  for (let from = 0; from < order.length; from += size)
    await road.write(place.context.pool, road.page(from, Math.min(order.length, from + size)));
  return book;
}

/**
 * Sends every report alone at its own moment.
 * @returns the answer to each
 */
export async function byDoor(place: Place, run: Run): Promise<string[]> {
  const order = orderOf(run);
  const senders = sendersOf(run.landscape.reporters);
  const outcomes: string[] = [];
  for (const { life, report } of order.reports(0, order.length)) {
    const sender = senders.get(report.by.systemId);
    if (sender === undefined) throw new Error('nobody sends this');
    place.clock.at = instantText(report.received);
    // The intake asks for the receipt's id first and for the key of an unknown person next.
    place.ids.splice(0, place.ids.length, randomUUID(), keyOf(life.civilNumber));
    const { items } = await new ReportIntake(place.context).accept({
      sender,
      reports: [cloudEventOf(life, report)],
      kind: 'single',
    });
    outcomes.push(
      items
        .map((item) =>
          [item.outcome, ...(item.errors ?? []).map(({ code, pointer }) => `${code} ${pointer}`)].join(' '),
        )
        .join(),
    );
  }
  return outcomes;
}
