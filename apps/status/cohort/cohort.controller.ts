import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  Contract,
  eitherOf,
  inQuery,
  institution as numberOfInstitution,
  municipality as codeOfMunicipality,
  week as weekOf,
} from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { fieldError, ProblemError } from '#libs/problems';
import {
  type RawQuery,
  readDay,
  readKnownAt,
  readMunicipality,
  readText,
  readWeek,
  refuseUnknown,
} from '../parameters.ts';
import { knownAtParameter, validOnParameter } from '../knowledge-parameters.ts';
import { ClosedWeek, type ClosedWeekAnswer, closedWeekSchema } from './closed-week.query.ts';
import { CohortAt, type CohortAnswer, cohortSchema } from './cohort.query.ts';

/** A closed week stands alone: a day, a state of knowledge or an institution beside it would cut it further. */
const NOT_BESIDE_WEEK = ['validOn', 'knownAt', 'institution'];

@Controller('v1/cohort')
export class CohortController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'countCohort',
    tag: 'Figures',
    summary: 'How many young people have which status.',
    description:
      'An adviser asks for the own municipality on any day as known at any time; a system for an institution it reports for, by its own reports alone; a monitor for a closed week.',
    parameters: [
      inQuery(
        'week',
        weekOf(
          'A closed ISO week, for a monitor; with `municipality` at most. Valid on its Sunday, as known when it ended. Figures carry fixed noise.',
        ),
      ),
      validOnParameter,
      knownAtParameter(),
      inQuery('municipality', codeOfMunicipality('Only residents of this municipality.')),
      inQuery(
        'institution',
        numberOfInstitution(
          'Only those whose status rests on this institution; for a system, the institution itself or a department of it.',
        ),
      ),
    ],
    answers: {
      200: {
        means: 'The counts and what they rest on.',
        schema: eitherOf('CohortAnswer', 'A cohort, or the table of a closed week.', [cohortSchema, closedWeekSchema]),
      },
    },
    problems: ['invalid-parameter', 'not-found'],
  })
  cohort(@CurrentActor() actor: Actor, @Query() query: RawQuery): Promise<CohortAnswer | ClosedWeekAnswer> {
    refuseUnknown(query, ['week', 'validOn', 'knownAt', 'municipality', 'institution']);
    const municipality = readMunicipality(query);
    const week = readWeek(query, 'week');
    if (week !== undefined) {
      refuseBesideWeek(query);
      return this.queries.execute(new ClosedWeek(actor, week, municipality));
    }
    const institution = readText(query, 'institution', /^\d{6}$/, 'institution-number');
    return this.queries.execute(
      new CohortAt(actor, readDay(query, 'validOn'), readKnownAt(query, 'knownAt'), municipality, institution),
    );
  }
}

function refuseBesideWeek(query: RawQuery): void {
  const beside = NOT_BESIDE_WEEK.filter((name) => query[name] !== undefined);
  if (beside.length === 0) return;
  throw new ProblemError('invalid-parameter', {
    detail: 'a closed week is asked for by week and municipality alone',
    errors: beside.map((name) => fieldError(`/${name}`, 'not-beside-week')),
  });
}
