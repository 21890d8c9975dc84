import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../../parameters.ts';
import { nextPageOf } from '../next-page.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { type OwnMissingAnswer, ownMissingSchema } from './own-missing-answer.ts';
import { OwnMissing } from './own-missing.query.ts';

const PARAMETERS = { reporter: ownReporterParameter, after: itemCursorParameter };

@Controller('v1/me/missing')
export class OwnMissingController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listOwnMissing',
    tag: 'My reports',
    summary: 'Reports that you should have sent, 50 a page.',
    description: 'Of the reporters that you speak for. An item disappears by itself when the report comes.',
    parameters: PARAMETERS,
    answers: {
      200: { means: 'A page of missing reports.', schema: ownMissingSchema, csv: 'items', headers: ['NextPage'] },
    },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnMissingAnswer> {
    const answer = await this.queries.execute(new OwnMissing(actor, reporter, after));
    void reply.headers(nextPageOf('/v1/me/missing', { reporter, after: answer.next }));
    return answer;
  }
}
