import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { knownAtParameter, personParameter, purposeParameter } from '../parameters.ts';
import { type TimelineAnswer, timelineSchema } from './person-timeline-answer.ts';
import { PersonTimeline } from './person-timeline.query.ts';

const PARAMETERS = { person: personParameter, purpose: purposeParameter, knownAt: knownAtParameter() };

@Controller('v1/persons/:key/timeline')
export class PersonTimelineController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getTimeline',
    tag: 'Persons',
    summary: 'The whole timeline as known at a time, the future included.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The timeline.', schema: timelineSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  timeline(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { person, purpose, knownAt }: ParametersOf<typeof PARAMETERS>,
  ): Promise<TimelineAnswer> {
    return this.queries.execute(new PersonTimeline(actor, person, purpose, knownAt));
  }
}
