import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { type MeAnswer, meSchema } from './me-answer.ts';
import { Me } from './me.query.ts';

@Controller('v1/me')
export class MeController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getMe',
    tag: 'My reports',
    summary: 'Who you are to the service: role, the reporters you speak for, connected since when.',
    answers: { 200: { means: 'The caller.', schema: meSchema } },
  })
  me(@CurrentActor() actor: Actor): Promise<MeAnswer> {
    return this.queries.execute(new Me(actor));
  }
}
