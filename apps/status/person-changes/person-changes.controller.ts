import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { knownAtParameter, personParameter, purposeParameter } from '../parameters.ts';
import { type ChangesAnswer, changesSchema } from './person-changes-answer.ts';
import { PersonChanges } from './person-changes.query.ts';

const PARAMETERS = {
  person: personParameter,
  purpose: purposeParameter,
  fromKnown: knownAtParameter('fromKnown', 'before everything'),
  toKnown: knownAtParameter('toKnown'),
};

@Controller('v1/persons/:key/changes')
export class PersonChangesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getChanges',
    tag: 'Persons',
    summary: 'What changed between two states of knowledge.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The changes.', schema: changesSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  changes(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { person, purpose, fromKnown, toKnown }: ParametersOf<typeof PARAMETERS>,
  ): Promise<ChangesAnswer> {
    return this.queries.execute(new PersonChanges(actor, person, purpose, fromKnown, toKnown));
  }
}
