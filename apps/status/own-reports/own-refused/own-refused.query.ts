import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { addDays, CLOCK, type Clock, localDay, startOfDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { findRefused, findRefusedPlace, type RefusedPlace, type RefusedReport } from '#libs/intake';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { foreignCursor } from '../../item-cursor.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnRefusedAnswer } from './own-refused-answer.ts';

/** The refused reports of the caller's system. */
export class OwnRefused extends Query<OwnRefusedAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

const PAGE = 50;
const DAYS_SHOWN = 90;
const CURSOR = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_(\d{1,5})$/;

@QueryHandler(OwnRefused)
export class OwnRefusedHandler implements IQueryHandler<OwnRefused> {
  constructor(
    private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, after }: OwnRefused): Promise<OwnRefusedAnswer> {
    const today = localDay(this.clock.now());
    ownReporters(actor, reporter, { rules: this.rules, today });
    const since = addDays(today, -DAYS_SHOWN);
    const found = await findRefused(this.pool, {
      client: actor.clientId,
      reporter: reporter ?? null,
      since: startOfDay(since),
      after: after === undefined ? undefined : await this.placeOf(actor, after),
      limit: PAGE + 1,
    });
    const shown = found.slice(0, PAGE);
    const last = shown.at(-1);
    const next = found.length > PAGE && last !== undefined ? { next: `${last.receiptId}_${last.index}` } : {};
    return { since, items: shown.map(toOwnRefused), ...next };
  }

  /** @throws ProblemError invalid-parameter if the list has no such report */
  private async placeOf({ clientId }: Actor, cursor: string): Promise<RefusedPlace> {
    const [, receiptId, index] = CURSOR.exec(cursor) ?? [];
    const named = receiptId === undefined ? undefined : { receiptId, index: Number(index) };
    const place = named && (await findRefusedPlace(this.pool, clientId, named));
    if (place !== undefined) return place;
    throw foreignCursor();
  }
}

function toOwnRefused({ item, reporter, receivedAt }: RefusedReport): OwnRefusedAnswer['items'][number] {
  const { id, receipt, errors = [], errorsLeftOut, next } = item;
  return {
    id,
    ...(reporter === null ? {} : { reporter }),
    receivedAt,
    receipt,
    errors,
    ...(errorsLeftOut === undefined ? {} : { errorsLeftOut }),
    ...(next === undefined || next === 'wait' ? {} : { next }),
  };
}
