import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { wireTypeOf } from '#events/catalogue';
import { CLOCK, type Clock, type Day, localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { MISSING_CHECKS, remedyOf, textOfReason } from '#projections/missing-reports/missing-checks';
import type { MissingCount, MissingItem } from '#projections/missing-reports/missing.query';
import { MissingPages, workdaysLate } from '../../missing-reports/missing-page.ts';
import { ownReporters } from '../own-reporters.ts';
import type { OwnMissingAnswer } from './own-missing-answer.ts';

/** The missing reports of the caller's own reporters, or of one of them. */
export class OwnMissing extends Query<OwnMissingAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string | undefined,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(OwnMissing)
export class OwnMissingHandler implements IQueryHandler<OwnMissing> {
  constructor(
    private readonly pages: MissingPages,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
  ) {}

  async execute({ actor, reporter, after }: OwnMissing): Promise<OwnMissingAnswer> {
    const today = localDay(this.clock.now());
    const reporters = ownReporters(actor, reporter, { rules: this.rules, today });
    const { counts, items, next, ground } = await this.pages.of(reporters, after);
    return {
      counts: counts.map(toCount),
      items: items.map((item) => toItem(item, today)),
      ...(next === undefined ? {} : { next }),
      ...ground,
    };
  }
}

function toCount({ check, reason, items, oldestDueOn }: MissingCount): OwnMissingAnswer['counts'][number] {
  const { version, title, resolvedBy } = MISSING_CHECKS[check];
  return {
    check,
    version,
    title,
    reason,
    why: textOfReason(reason),
    remedy: remedyOf(check, reason),
    removedBy: resolvedBy.map((type) => wireTypeOf(type)),
    items,
    oldestDueOn,
  };
}

function toItem(item: MissingItem, today: Day): OwnMissingAnswer['items'][number] {
  const { reporter, check, reason, department, enrolmentId, dueOn, eventId } = item;
  return {
    id: item.item,
    reporter,
    check,
    reason,
    ...(department === null ? {} : { department }),
    ...(enrolmentId === null ? {} : { enrolmentId }),
    dueOn,
    workdaysLate: workdaysLate(dueOn, today),
    eventId,
  };
}
