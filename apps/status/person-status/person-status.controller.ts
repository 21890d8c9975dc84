import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { type RawQuery, readDay, readKey, readKnownAt, refuseUnknown } from '../parameters.ts';
import { keyParameter, purposeParameter } from '../person-answer.ts';
import { knownAtParameter, validOnParameter } from '../knowledge-parameters.ts';
import { StatusAt } from './person-status.query.ts';
import { type StatusAnswer, statusAnswerSchema } from './person-status-answer.ts';

@Controller('v1/persons/:key/status')
export class PersonStatusController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getStatus',
    tag: 'Persons',
    summary: 'The status on a day as known at a time, with the reason why.',
    description: 'Not yours and not existing look the same.',
    parameters: [keyParameter, purposeParameter, validOnParameter, knownAtParameter()],
    answers: { 200: { means: 'The status.', schema: statusAnswerSchema } },
    problems: ['purpose-missing', 'purpose-unknown', 'invalid-parameter'],
  })
  statusAt(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<StatusAnswer> {
    refuseUnknown(query, ['validOn', 'knownAt']);
    return this.queries.execute(
      new StatusAt(actor, purpose, readKey(key), readDay(query, 'validOn'), readKnownAt(query, 'knownAt')),
    );
  }
}
