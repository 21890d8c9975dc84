import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type BodyRule, TakesBody } from '#libs/http';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { purposeParameter } from '../parameters.ts';
import { requestedSchema, lookupSchema, type LookupAnswer } from './person-lookup-answer.ts';
import { PersonLookup } from './person-lookup.query.ts';

/** A thousand civil numbers and some room. */
const LOOKUP_BODIES: BodyRule = {
  forms: { 'application/json': { mostBytes: 32 * 1024, judgesFaults: true } },
  gzip: false,
};

const PARAMETERS = { purpose: purposeParameter };

@Controller('v1/persons/lookup')
export class PersonLookupController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(200)
  @TakesBody(LOOKUP_BODIES)
  @AnyRole()
  @Contract({
    id: 'lookUpPerson',
    tag: 'Persons',
    summary: 'Swap a civil number, or up to 1,000, for person keys.',
    description: 'Not yours and not existing look the same: 404 for one number, null in a list.',
    parameters: PARAMETERS,
    body: { 'application/json': requestedSchema },
    answers: { 200: { means: 'The key, or the keys in the order asked.', schema: lookupSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'not-found'],
  })
  lookUp(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS, { unknownQuery: 'ignored' }) { purpose }: ParametersOf<typeof PARAMETERS>,
    @Body() body: unknown,
  ): Promise<LookupAnswer> {
    return this.queries.execute(new PersonLookup(actor, purpose, body));
  }
}
