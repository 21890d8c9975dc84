import { localDay } from '#libs/calendar';
import { isParked, type Parked, park, type PersonFailure, reasonOf, toParked } from '#libs/subscriptions';
import { findLastEntries } from '#libs/event-store';
import { evaluatePersons, type PolicyParts } from './evaluate.ts';
import { lookAgainUnderNewRules } from './new-rules.ts';
import { FOLLOW_UP_POLICY } from './policy.ts';

const PAGE = 500;

/** Evaluates every person with something due by now and not done, however old; never only what is "due today". */
export class Sweep {
  private running: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly parts: PolicyParts,
    /** Called with the persons that a round parked. */
    private readonly onParked: (parked: readonly Parked[]) => void = () => undefined,
  ) {}

  /** @returns how many facts were stated. Rounds never overlap: the second waits for the first. */
  run(): Promise<number> {
    this.running = this.running.catch(() => 0).then(() => this.round());
    return this.running;
  }

  private async round(): Promise<number> {
    const { pool, rules, clock } = this.parts;
    await lookAgainUnderNewRules(pool, { version: rules.version, today: localDay(clock.now()) });
    let stated = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const { rows } = await this.parts.pool.query<{ person: string }>(
        `select person from follow_up.watch w where look_on <= $1 and person > $2
           and not ${isParked('$4', 'w.person')}
         order by person limit $3`,
        [localDay(this.parts.clock.now()), after, PAGE, FOLLOW_UP_POLICY],
      );
      const last = rows.at(-1);
      if (!last) return stated;
      const evaluation = await evaluatePersons(
        this.parts,
        rows.map((row) => row.person),
      );
      stated += evaluation.stated;
      if (evaluation.failures.length > 0) await this.park(evaluation.failures);
      after = last.person;
    }
  }

  /** Parks before the person's last event: time alone caused the failure. Later rounds do not evaluate them again. */
  private async park(failures: readonly PersonFailure[]): Promise<void> {
    const { pool, clock } = this.parts;
    const last = await findLastEntries(
      pool,
      failures.map(({ person }) => person),
    );
    const errors = new Map(failures.map(({ person, error }) => [person, error]));
    const parked = last.map((event) =>
      toParked(FOLLOW_UP_POLICY, event, reasonOf(errors.get(event.stream)), clock.now()),
    );
    await park(pool, parked);
    this.onParked(parked);
  }
}
