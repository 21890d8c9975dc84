import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { fieldError, ProblemError } from '#libs/problems';
import { type RawQuery, readDay, readKnownAt, readText, readWeek, refuseUnknown } from '../parameters.ts';
import { ClosedWeek, type ClosedWeekAnswer } from './closed-week.query.ts';
import { CohortAt, type CohortAnswer } from './cohort-at.query.ts';

/** A closed week stands alone: a day, a state of knowledge or an institution beside it would cut it further. */
const NOT_BESIDE_WEEK = ['validOn', 'knownAt', 'institution'];

@Controller('v1/cohort')
export class CohortController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  cohort(@CurrentActor() actor: Actor, @Query() query: RawQuery): Promise<CohortAnswer | ClosedWeekAnswer> {
    refuseUnknown(query, ['week', 'validOn', 'knownAt', 'municipality', 'institution']);
    const municipality = readText(query, 'municipality', /^\d{4}$/);
    const week = readWeek(query, 'week');
    if (week !== undefined) {
      refuseBesideWeek(query);
      return this.queries.execute(new ClosedWeek(actor, week, municipality));
    }
    const institution = readText(query, 'institution', /^\d{6}$/);
    return this.queries.execute(new CohortAt(actor, readDay(query, 'validOn'), readKnownAt(query, 'knownAt'), municipality, institution));
  }
}

function refuseBesideWeek(query: RawQuery): void {
  const beside = NOT_BESIDE_WEEK.filter((name) => query[name] !== undefined);
  if (beside.length === 0) return;
  throw new ProblemError('invalid-parameter', { detail: 'a closed week is asked for by week and municipality alone', errors: beside.map((name) => fieldError(`/${name}`, 'not-beside-week')) });
}
