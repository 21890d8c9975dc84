import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock, type Day, localDay, weekOf } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import type { MissingCheck } from '#projections/missing-reports/missing-checks';
import type { MissingCount } from '#projections/missing-reports/missing.query';
import { checkWatchesReporter } from '../reporter-figures.ts';
import { MissingPages, workdaysLate } from './missing-page.ts';
import type { MissingReportsAnswer, ShownKind } from './missing-reports-answer.ts';

/** The missing reports of one reporter. A reporter without any, or an unknown one, has an empty list. */
export class MissingReports extends Query<MissingReportsAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reporter: string,
    readonly after: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(MissingReports)
export class MissingReportsHandler implements IQueryHandler<MissingReports> {
  constructor(
    private readonly pages: MissingPages,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    private readonly institutions: InstitutionRegister,
  ) {}

  async execute({ actor, reporter, after }: MissingReports): Promise<MissingReportsAnswer> {
    const today = localDay(this.clock.now());
    checkWatchesReporter(actor, reporter, { institutions: this.institutions, rules: this.rules, today });
    const { counts, items, next, ground } = await this.pages.of([reporter], after);
    return {
      reporter,
      counts: byKind(counts),
      // Department, day and enrolment stay away, as with late reports: they could tell of one young person.
      items: items.map(({ item, check, dueOn }) => ({
        id: item,
        kind: kindOf(check),
        dueWeek: weekOf(dueOn),
        workdaysLate: workdaysLate(dueOn, today),
      })),
      ...(next === undefined ? {} : { next }),
      ...ground,
    };
  }
}

/** A leave or the end of a course is a fact about a young person; that a report is held is not. */
function kindOf(check: MissingCheck): ShownKind {
  switch (check) {
    case 'course-end':
    case 'leave-end':
      return 'report';
    case 'held-report':
      return check;
  }
}

function byKind(counts: readonly MissingCount[]): MissingReportsAnswer['counts'] {
  const kinds = new Map<ShownKind, { items: number; oldest: Day }>();
  for (const { check, items, oldestDueOn } of counts) {
    const known = kinds.get(kindOf(check));
    const oldest = known !== undefined && known.oldest < oldestDueOn ? known.oldest : oldestDueOn;
    kinds.set(kindOf(check), { items: (known?.items ?? 0) + items, oldest });
  }
  return [...kinds].map(([kind, { items, oldest }]) => ({ kind, items, oldestDueWeek: weekOf(oldest) }));
}
