import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { knownAtParameter, personParameter, purposeParameter, validOnParameter } from '../parameters.ts';
import { type PersonStatusAnswer, personStatusSchema } from './person-status-answer.ts';
import { PersonStatus } from './person-status.query.ts';

const PARAMETERS = {
  person: personParameter,
  purpose: purposeParameter,
  validOn: validOnParameter,
  knownAt: knownAtParameter(),
};

@Controller('v1/persons/:key/status')
export class PersonStatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getStatus',
    tag: 'Persons',
    summary: 'The status on a day as known at a time, with the reason why.',
    description: 'Not yours and not existing look the same.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The status.', schema: personStatusSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  status(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { person, purpose, validOn, knownAt }: ParametersOf<typeof PARAMETERS>,
  ): Promise<PersonStatusAnswer> {
    return this.queries.execute(new PersonStatus(actor, person, purpose, validOn, knownAt));
  }
}
