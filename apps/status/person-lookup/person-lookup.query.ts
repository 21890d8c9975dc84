import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { type Purpose, purposeIsOf } from '#libs/access';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { findPersons, Keyring, SYNTHETIC_ONLY } from '#libs/persons';
import { ProblemError } from '#libs/problems';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { type LookQuestion, Looks } from '../look.ts';
import { answerAtTick } from './answer-at-tick.ts';
import { HourlyAllowance } from './hourly-allowance.ts';
import { ListLookup } from './list-lookup.ts';
import type { LookupAnswer } from './person-lookup-answer.ts';
import { readNumbers } from './read-numbers.ts';

/** The keys of civil numbers, which travel in the body and never in a URL. */
export class PersonLookup extends Query<LookupAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: Purpose,
    /** As sent: `readNumbers` reports its errors. */
    readonly body: unknown,
  ) {
    super();
  }
}

const READERS = ['residence', 'follow-up-cases'];
const PATIENCE_MILLISECONDS = 1_000;

/**
 * A number that does not exist and one the caller may not look up get the same answer after the same time, leave no row
 * and count against a limit.
 */
@QueryHandler(PersonLookup)
export class PersonLookupHandler implements IQueryHandler<PersonLookup> {
  private readonly look: (question: LookQuestion) => Promise<{ readonly key: string }>;
  private readonly misses = new HourlyAllowance();

  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly keyring: Keyring,
    @Inject(SYNTHETIC_ONLY) private readonly syntheticOnly: boolean,
    private readonly lists: ListLookup,
    looks: Looks,
  ) {
    this.look = looks.ofKind('person-lookup', async (_client, group) =>
      group.map(({ question }) => ({ key: question.person })),
    );
  }

  async execute({ actor, purpose, body }: PersonLookup): Promise<LookupAnswer> {
    const requested = readNumbers(body, { sandbox: this.syntheticOnly });
    const count = 'cpr' in requested ? 1 : requested.cprs.length;
    this.take(actor, count);
    return answerAtTick(count, async () => {
      // The same wait for every number: a wait for one person would reveal that their report is being applied.
      await waitUntilCaughtUp(this.pool, READERS, PATIENCE_MILLISECONDS);
      if ('cpr' in requested) return this.one(actor, purpose, requested.cpr);
      if (actor.role === 'adviser' && !purposeIsOf(actor.role, purpose)) throw new ProblemError('forbidden');
      const keys = await this.lists.find({ actor, purpose }, requested.cprs);
      this.misses.giveBack(actor.subject, keys.filter((key) => key !== null).length, this.clock.now());
      return { keys };
    });
  }

  private async one(actor: Actor, purpose: Purpose, cpr: string): Promise<LookupAnswer> {
    const lookup = this.keyring.lookupOf(cpr);
    const { byLookup } = await findPersons(this.pool, this.keyring, { lookups: [lookup], keys: [] });
    // A number without a person takes the same path as the number of a person of another municipality.
    const person = byLookup.get(lookup.toString('hex'))?.person ?? randomUUID();
    const found = await this.look({ actor, purpose, person });
    this.misses.giveBack(actor.subject, 1, this.clock.now());
    return found;
  }

  private take({ subject }: Actor, count: number): void {
    const now = this.clock.now();
    const most = this.rules.on(localDay(now)).missesAnHour;
    const wait = this.misses.take(subject, count, most, now);
    if (wait === undefined) return;
    throw new ProblemError('rate-limited', {
      detail: `at most ${most} civil numbers looked up in vain an hour`,
      headers: { 'retry-after': String(wait) },
    });
  }
}
