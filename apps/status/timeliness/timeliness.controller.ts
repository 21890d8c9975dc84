import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { findMondayOf, type Week } from '#libs/calendar';
import { Contract, inQuery, oneOf, Parameters, type ParametersOf, week } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { municipalityParameter } from '../parameters.ts';
import { TIMELINESS_GROUPS, type TimelinessAnswer, timelinessSchema } from './timeliness-answer.ts';
import { Timeliness } from './timeliness.query.ts';

const asWeek = (text: string): Week | undefined => (findMondayOf(text) === undefined ? undefined : text);

const PARAMETERS = {
  from: inQuery(
    'from',
    week('The first week of receipt; the last but three if left out. By event type the service chooses it.'),
    {
      wrong: 'week',
      as: asWeek,
    },
  ),
  to: inQuery('to', week('The last week of receipt; the present one if left out.'), { wrong: 'week', as: asWeek }),
  by: inQuery('by', oneOf(TIMELINESS_GROUPS, 'The group of a row; institution if left out.')),
  municipality: municipalityParameter('Only institutions of this municipality: an adviser asks for the own one.'),
};

@Controller('v1/reporters/timeliness')
export class TimelinessController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listTimeliness',
    tag: 'Reporters',
    summary: 'Who reported on time, and whose the delay is.',
    description:
      'Figures of deliveries: they tell of organisations and of no person. A monitor sees all reporters, an adviser ' +
      'the institutions of the own municipality.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The figures by group.', schema: timelinessSchema } },
    problems: ['invalid-parameter', 'forbidden'],
  })
  list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { from, to, by, municipality }: ParametersOf<typeof PARAMETERS>,
  ): Promise<TimelinessAnswer> {
    return this.queries.execute(new Timeliness(actor, { from, to, by: by ?? 'institution', municipality }));
  }
}
