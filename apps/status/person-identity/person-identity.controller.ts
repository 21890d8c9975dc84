import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { personParameter, purposeParameter, reasonParameter } from '../parameters.ts';
import { type IdentityAnswer, identitySchema } from './person-identity-answer.ts';
import { ShowIdentity } from './person-identity.command.ts';

const PARAMETERS = { person: personParameter, purpose: purposeParameter, reason: reasonParameter };

@Controller('v1/persons/:key/identity')
export class PersonIdentityController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @AnyRole()
  @Contract({
    id: 'showIdentity',
    tag: 'Persons',
    summary: 'The civil number and name of one person, for the adviser who is responsible; at most so many an hour.',
    description: 'Under protection with a reason only.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The number and the name.', schema: identitySchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'reason-required', 'reason-unknown'],
  })
  show(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS, { unknownQuery: 'ignored' })
    { person, purpose, reason }: ParametersOf<typeof PARAMETERS>,
  ): Promise<IdentityAnswer> {
    return this.commands.execute(new ShowIdentity(actor, person, purpose, reason));
  }
}
