import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, inQuery, institution, oneOf, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { municipalityParameter, weekParameters } from '../parameters.ts';
import { TIMELINESS_GROUPS, type TimelinessAnswer, timelinessSchema } from './timeliness-answer.ts';
import { Timeliness } from './timeliness.query.ts';

const PARAMETERS = {
  ...weekParameters,
  by: inQuery('by', oneOf(TIMELINESS_GROUPS, 'The group of a row; institution if left out.')),
  municipality: municipalityParameter('Only institutions of this municipality: an adviser asks for the own one.'),
  reporter: inQuery('reporter', institution('Only this institution.'), { wrong: 'institution-number' }),
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
    answers: { 200: { means: 'The figures by group.', schema: timelinessSchema, csv: 'rows' } },
    problems: ['invalid-parameter', 'forbidden'],
  })
  list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { from, to, by, municipality, reporter }: ParametersOf<typeof PARAMETERS>,
  ): Promise<TimelinessAnswer> {
    return this.queries.execute(new Timeliness(actor, { from, to, by: by ?? 'institution', municipality, reporter }));
  }
}
