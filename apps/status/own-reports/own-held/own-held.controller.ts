import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../../parameters.ts';
import { nextPageOf } from '../next-page.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { type OwnHeldAnswer, ownHeldSchema } from './own-held-answer.ts';
import { OwnHeld } from './own-held.query.ts';

const PARAMETERS = { reporter: ownReporterParameter, after: itemCursorParameter };

@Controller('v1/me/held')
export class OwnHeldController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listOwnHeld',
    tag: 'My reports',
    summary: 'Reports of yours that wait: for what, until when, and what to do; 50 a page.',
    description:
      'Of your own system alone, in the words of the receipts. A report leaves the list when it takes effect.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'A page of held reports.', schema: ownHeldSchema, csv: 'items', headers: ['NextPage'] } },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnHeldAnswer> {
    const answer = await this.queries.execute(new OwnHeld(actor, reporter, after));
    void reply.headers(nextPageOf('/v1/me/held', { reporter, after: answer.next }));
    return answer;
  }
}
