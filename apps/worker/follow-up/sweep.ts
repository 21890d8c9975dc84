import { localDay } from '#libs/calendar';
import { evaluatePersons, type PolicyParts } from './evaluate.ts';

const PAGE = 500;

/** Asks for everything due by now and not done, however long ago it became due; never for "due today". */
export class Sweep {
  private running: Promise<number> = Promise.resolve(0);

  constructor(private readonly parts: PolicyParts) {}

  /** @returns how many facts were stated. Rounds never overlap: the second waits for the first. */
  run(): Promise<number> {
    this.running = this.running.catch(() => 0).then(() => this.round());
    return this.running;
  }

  private async round(): Promise<number> {
    let stated = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const { rows } = await this.parts.pool.query<{ person: string }>(
        'select person from follow_up.watch where look_on <= $1 and person > $2 order by person limit $3',
        [localDay(this.parts.clock.now()), after, PAGE],
      );
      const last = rows.at(-1);
      if (!last) return stated;
      stated += await evaluatePersons(this.parts, rows.map((row) => row.person));
      after = last.person;
    }
  }
}
