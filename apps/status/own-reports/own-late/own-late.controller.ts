import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../../parameters.ts';
import { nextPageOf } from '../next-page.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { type OwnLateAnswer, ownLateSchema } from './own-late-answer.ts';
import { OwnLate } from './own-late.query.ts';

const PARAMETERS = { reporter: ownReporterParameter, after: itemCursorParameter };

@Controller('v1/me/late')
export class OwnLateController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listOwnLate',
    tag: 'My reports',
    summary: 'Reports of yours that were received late, 50 a page.',
    description:
      'Of the reporters that you speak for. The report itself is named to the system that sent it, as on its receipt.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'A page of late reports.', schema: ownLateSchema, csv: 'items', headers: ['NextPage'] } },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnLateAnswer> {
    const answer = await this.queries.execute(new OwnLate(actor, reporter, after));
    void reply.headers(nextPageOf('/v1/me/late', { reporter, after: answer.next }));
    return answer;
  }
}
