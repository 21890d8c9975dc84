import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { findMondayOf, type Week } from '#libs/calendar';
import {
  Contract,
  inQuery,
  institution as numberOfInstitution,
  Parameters,
  type ParametersOf,
  week as weekOf,
} from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { knownAtParameter, municipalityParameter, validOnParameter } from '../parameters.ts';
import type { ClosedWeekAnswer } from './closed-week-answer.ts';
import { ClosedWeek } from './closed-week.query.ts';
import { type CohortAnswer, cohortAnswerSchema } from './cohort-answer.ts';
import { CohortAt } from './cohort.query.ts';

const PARAMETERS = {
  week: inQuery(
    'week',
    weekOf(
      'A closed ISO week, for a monitor; with `municipality` at most. ' +
        'Valid on its Sunday, as known when it ended. Figures carry fixed noise.',
    ),
    {
      wrong: 'week',
      as: (text): Week | undefined => (findMondayOf(text) === undefined ? undefined : text),
      // A day, a state of knowledge or an institution would divide a closed week further.
      alone: {
        without: ['validOn', 'knownAt', 'institution'],
        code: 'not-beside-week',
        detail: 'a closed week is asked for by week and municipality alone',
      },
    },
  ),
  validOn: validOnParameter,
  knownAt: knownAtParameter(),
  municipality: municipalityParameter('Only residents of this municipality.'),
  institution: inQuery(
    'institution',
    numberOfInstitution(
      'Only those whose status rests on this institution; for a system, the institution itself or a department of it.',
    ),
    { wrong: 'institution-number' },
  ),
};

@Controller('v1/cohort')
export class CohortController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'countCohort',
    tag: 'Figures',
    summary: 'How many young people have which status.',
    description:
      'An adviser asks for the own municipality on any day as known at any time; ' +
      'a system for an institution it reports for, by its own reports alone; a monitor for a closed week.',
    parameters: PARAMETERS,
    answers: {
      200: {
        means: 'The counts and what they rest on.',
        schema: cohortAnswerSchema,
      },
    },
    problems: ['invalid-parameter', 'not-found'],
  })
  cohort(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { week, validOn, knownAt, municipality, institution }: ParametersOf<typeof PARAMETERS>,
  ): Promise<CohortAnswer | ClosedWeekAnswer> {
    return week === undefined
      ? this.queries.execute(new CohortAt(actor, validOn, knownAt, municipality, institution))
      : this.queries.execute(new ClosedWeek(actor, week, municipality));
  }
}
