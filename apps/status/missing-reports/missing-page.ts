import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock, type Day, localDay, workdaysBetween } from '#libs/calendar';
import {
  countMissing,
  findMissingItems,
  findMissingPlace,
  type MissingCount,
  type MissingItem,
} from '#projections/missing-reports/missing.query';
import { MISSING_REPORTS } from '#projections/missing-reports/projection';
import { placeOfCursor } from '../item-cursor.ts';
import { Grounds } from '../grounds/grounds.ts';
import type { DeliveryGround } from '../grounds/delivery-ground.ts';

export interface MissingPage {
  readonly counts: readonly MissingCount[];
  readonly items: readonly MissingItem[];
  readonly next: string | undefined;
  readonly ground: DeliveryGround;
}

const PAGE = 50;

/** Pages of the reports that reporters should have sent: the same for the reporter itself and for those who watch. */
@Injectable()
export class MissingPages {
  constructor(
    private readonly pool: Pool,
    private readonly grounds: Grounds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError invalid-parameter if the cursor is none of these reporters' lists */
  async of(reporters: readonly string[], cursor: string | undefined): Promise<MissingPage> {
    const { pool, clock } = this;
    const ground = await this.grounds.of([MISSING_REPORTS]);
    const day = localDay(clock.now());
    const after = await placeOfCursor(cursor, (item) => findMissingPlace(pool, reporters, item));
    const found = await findMissingItems(pool, reporters, { day, after, limit: PAGE + 1 });
    const items = found.slice(0, PAGE);
    return {
      counts: await countMissing(pool, reporters, day),
      items,
      // The last item is the cursor, so that it tells no more than the list.
      next: found.length > PAGE ? items.at(-1)?.item : undefined,
      ground,
    };
  }
}

/** Workdays since the day on which it was due, by the national calendar. */
export function workdaysLate(dueOn: Day, today: Day): number {
  return workdaysBetween(dueOn, today, 'A');
}
