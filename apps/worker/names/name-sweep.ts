import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Day } from '#events/model/stored';
import { addMonths, ageOn, CLOCK, type Clock, localDay } from '#libs/calendar';
import { findBehind } from '#libs/subscriptions';
import { destroyNameKeys, pageOfNamed } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { findHolders } from '#projections/follow-up-cases/holders.query';
import { findResidences, findResponsibleSince } from '#projections/residence/residence.query';

const PAGE = 500;

/**
 * Destroys the keys of names that no caller may see any more: from the age at which access narrows, and once no
 * municipality has been responsible for a year (rule data). Runs once a day, for everything due and not done. A key
 * cannot be restored, so a person whose rows are not complete (parked, or behind) waits for another round.
 */
@Injectable()
export class NameSweep {
  private doneOn: Day | undefined;
  private running: Promise<number> = Promise.resolve(0);

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  /** @returns how many keys were destroyed. Rounds never overlap: the second waits for the first. */
  run(): Promise<number> {
    this.running = this.running.catch(() => 0).then(() => this.round());
    return this.running;
  }

  private async round(): Promise<number> {
    const { pool, clock } = this;
    const now = clock.now();
    const today = localDay(now);
    if (this.doneOn === today) return 0;
    let destroyed = 0;
    let waiting = 0;
    let after: string | undefined;
    for (;;) {
      const page = await pageOfNamed(pool, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) break;
      const unsure = await findBehind(
        pool,
        page.map(({ person }) => person),
        ['residence', 'follow-up-cases'],
      );
      waiting += unsure.size;
      const due = await this.dueOf(
        page.filter(({ person }) => !unsure.has(person)),
        today,
      );
      if (due.length > 0) destroyed += await destroyNameKeys(pool, due, now.toISOString());
      after = last.person;
    }
    if (waiting === 0) this.doneOn = today;
    return destroyed;
  }

  private async dueOf(page: readonly { person: string; madeAt: string }[], today: Day): Promise<string[]> {
    const { pool, rules } = this;
    const { fullAccessBeforeAge, nameMonthsAlone } = rules.on(today);
    const since = addMonths(today, -nameMonthsAlone);
    const persons = page.map(({ person }) => person);
    const residences = await findResidences(pool, persons, today);
    const responsible = await findResponsibleSince(pool, persons, { since, today });
    const holders = await findHolders(pool, persons);
    return page.flatMap(({ person, madeAt }) => {
      const known = residences.get(person);
      if (known === undefined) return [];
      const isTooOld = ageOn(known.birthDate, today) >= fullAccessBeforeAge;
      const isAlone = !responsible.has(person) && !holders.has(person) && localDay(madeAt) <= since;
      return isTooOld || isAlone ? [person] : [];
    });
  }
}
