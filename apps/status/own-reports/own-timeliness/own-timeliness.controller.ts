import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, inQuery, oneOf, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { weekParameters } from '../../parameters.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { OWN_GROUPS, type OwnTimelinessAnswer, ownTimelinessSchema } from './own-timeliness-answer.ts';
import { OwnTimeliness } from './own-timeliness.query.ts';

const PARAMETERS = {
  ...weekParameters,
  by: inQuery('by', oneOf(OWN_GROUPS, 'The group of a row; reporter if left out.')),
  reporter: ownReporterParameter,
};

@Controller('v1/me/timeliness')
export class OwnTimelinessController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getOwnTimeliness',
    tag: 'My reports',
    summary: 'When your reports came, beside the span before and the middle of your peers.',
    description: 'Of the reporters that you speak for. Peers are institutions of the same type, never named.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The figures by group.', schema: ownTimelinessSchema, csv: 'rows' } },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { from, to, by, reporter }: ParametersOf<typeof PARAMETERS>,
  ): Promise<OwnTimelinessAnswer> {
    return this.queries.execute(new OwnTimeliness(actor, reporter, { from, to, by: by ?? 'reporter' }));
  }
}
