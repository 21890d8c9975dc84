import type { Pool } from 'pg';
import type { IncomingType } from '#events/incoming';
import { inTransaction } from '#libs/database';
import { bulkAppend, chainValue, type LinkedEvent, type NewEvent, type StreamHead } from '#libs/event-store';
import { bulkInsertPersons, createPerson, type PersonToInsert, type NewPerson } from '#libs/persons';
import { dayText, instantText } from './day-number.ts';
import { type Life, lifeOf } from './life.ts';
import { type OrderOfArrival } from './order-of-arrival.ts';
import { type Run, SimulationRefused } from './run.ts';
import { sendersOf, type SimulatedSender } from './reporter.ts';
import { DecidedLife, type DecidingNeeds } from './decided-report.ts';
import type { PeopleBook } from './people-book.ts';

/** Events of one transaction, decided and sealed; their chain is computed when they are written. */
export interface SimulatedPage {
  readonly entries: readonly { readonly index: number; readonly type: IncomingType; readonly event: NewEvent }[];
  readonly persons: readonly PersonToInsert[];
}

const UNIQUE_VIOLATION = '23505';

/**
 * Writes a simulation to the log without the intake's reads: a person's earlier reports are known from the life itself.
 * Decisions, sealing, digests, ids and chain are the intake's and the log's own code; reports are written as the intake
 * would have written them, page by page in order of arrival.
 */
export class LogRoad {
  /** Versions assigned, ahead of what is written. */
  private readonly given = new Map<number, number>();

  constructor(
    private readonly intake: DecidingNeeds,
    private readonly run: Run,
    private readonly order: OrderOfArrival,
    private readonly book: PeopleBook,
    /** Key of a person who is new to the log. */
    private readonly newPersonKey: (civilNumber: string) => string,
    /** The senders by system; replaced in tests only. */
    private readonly senders: ReadonlyMap<string, SimulatedSender> = sendersOf(run.landscape.reporters),
  ) {}

  /** Decides and seals the reports from one number to before another. Reads nothing from the database. */
  page(from: number, before: number): SimulatedPage {
    const { order, run } = this;
    const lives = new Map<number, DecidedLife>();
    const entries: SimulatedPage['entries'][number][] = [];
    const persons: PersonToInsert[] = [];
    for (let number = from; number < before; number += 1) {
      const { index, at } = order.placeOf(number);
      let decided = lives.get(index);
      if (!decided) lives.set(index, (decided = new DecidedLife(lifeOf(run, index))));
      entries.push(this.entryOf(decided, at, persons));
    }
    return { entries, persons };
  }

  /**
   * Writes a page in one transaction: all or nothing.
   * @throws SimulationRefused if another program entered these persons meanwhile
   */
  async write(pool: Pool, { entries, persons }: SimulatedPage): Promise<void> {
    for (;;) {
      const heads = new Map<number, StreamHead>();
      try {
        await inTransaction(pool, async (client) => {
          await bulkInsertPersons(client, persons);
          await bulkAppend(client, this.chained(entries, heads));
        });
        for (const [index, head] of heads) this.book.moveHead(index, head);
        return;
      } catch (error) {
        const { code, constraint } = error as { code?: string; constraint?: string };
        if (code !== UNIQUE_VIOLATION) throw error;
        if (constraint !== 'one_event_per_version')
          throw new SimulationRefused(
            'Somebody else brought these people into the log meanwhile. Run it again: it goes on or says why not.',
          );
        await this.book.rereadHeads(pool, new Set(entries.map(({ index }) => index)));
      }
    }
  }

  private entryOf(decided: DecidedLife, at: number, persons: PersonToInsert[]): SimulatedPage['entries'][number] {
    const { intake, book } = this;
    const { life } = decided;
    const sent = life.reports[at];
    const sender = this.senders.get(sent?.by.systemId ?? '');
    if (sent === undefined || sender === undefined)
      throw new RangeError('There is no such report, or nobody sends it.');
    const known =
      book.find(life.index, dayText(life.birth)) ?? this.createPerson(life, instantText(sent.received), persons);
    const version = (this.given.get(life.index) ?? book.headOf(life.index).version) + 1;
    this.given.set(life.index, version);
    return { index: life.index, type: sent.type, event: decided.eventOf(at, intake, known, { sender, version }) };
  }

  private createPerson({ index, civilNumber, birth }: Life, at: string, persons: PersonToInsert[]): NewPerson {
    const { intake, book, newPersonKey } = this;
    const newPerson = createPerson(intake.keyring, newPersonKey(civilNumber), civilNumber, dayText(birth));
    book.enter(index, newPerson);
    persons.push({ newPerson, at });
    return newPerson;
  }

  private *chained(entries: SimulatedPage['entries'], heads: Map<number, StreamHead>): Generator<LinkedEvent> {
    for (const { index, event: decided } of entries) {
      const head = heads.get(index) ?? this.book.headOf(index);
      const version = head.version + 1;
      // The version differs from the expected one if a running service has stated a fact in between.
      const event = decided.version === version ? decided : { ...decided, version };
      const data = JSON.stringify(event.data);
      const meta = JSON.stringify(event.meta);
      const chain = chainValue(head.chain, event, data, meta);
      heads.set(index, { version, chain });
      yield { event, data, meta, chain };
    }
  }
}
