import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../../parameters.ts';
import { nextPageOf } from '../next-page.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { type OwnRefusedAnswer, ownRefusedSchema } from './own-refused-answer.ts';
import { OwnRefused } from './own-refused.query.ts';

const PARAMETERS = { reporter: ownReporterParameter, after: itemCursorParameter };

@Controller('v1/me/refused')
export class OwnRefusedController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listOwnRefused',
    tag: 'My reports',
    summary: 'Reports of yours that were refused in the last 90 days, by your own id and with the errors, 50 a page.',
    description: 'Of your own system alone. A report that was sent again and taken in since stays in the list.',
    parameters: PARAMETERS,
    answers: {
      200: { means: 'A page of refused reports.', schema: ownRefusedSchema, csv: 'items', headers: ['NextPage'] },
    },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnRefusedAnswer> {
    const answer = await this.queries.execute(new OwnRefused(actor, reporter, after));
    void reply.headers(nextPageOf('/v1/me/refused', { reporter, after: answer.next }));
    return answer;
  }
}
