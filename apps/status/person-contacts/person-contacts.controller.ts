import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { personParameter, purposeParameter, reasonParameter, validOnParameter } from '../parameters.ts';
import { type ContactsAnswer, contactsSchema } from './person-contacts-answer.ts';
import { PersonContacts } from './person-contacts.query.ts';

const PARAMETERS = {
  person: personParameter,
  purpose: purposeParameter,
  reason: reasonParameter,
  validOn: validOnParameter,
};

@Controller('v1/persons/:key/contacts')
export class PersonContactsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getContacts',
    tag: 'Persons',
    summary: 'The contact persons on a day, as known now.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The contact persons.', schema: contactsSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'reason-required', 'reason-unknown', 'invalid-parameter'],
  })
  contacts(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { person, purpose, reason, validOn }: ParametersOf<typeof PARAMETERS>,
  ): Promise<ContactsAnswer> {
    return this.queries.execute(new PersonContacts(actor, person, purpose, reason, validOn));
  }
}
