import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { type RawQuery, readDay, readKey, readKnownAt, refuseUnknown } from '../parameters.ts';
import { StatusAt } from './status-at.query.ts';
import type { StatusAnswer } from './status-answer.ts';

@Controller('v1/persons/:key/status')
export class PersonStatusController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  statusAt(
    @CurrentActor() actor: Actor,
    @Headers('x-purpose') purpose: string | undefined,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<StatusAnswer> {
    refuseUnknown(query, ['validOn', 'knownAt']);
    return this.queries.execute(new StatusAt(actor, purpose, readKey(key), readDay(query, 'validOn'), readKnownAt(query, 'knownAt')));
  }
}
