import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../../parameters.ts';
import { nextPageOf } from '../next-page.ts';
import { ownReporterParameter } from '../own-reporters.ts';
import { type OwnFindingsAnswer, ownFindingsSchema } from './own-findings-answer.ts';
import { OwnFindings } from './own-findings.query.ts';

const PARAMETERS = { reporter: ownReporterParameter, after: itemCursorParameter };

@Controller('v1/me/findings')
export class OwnFindingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listOwnFindings',
    tag: 'My reports',
    summary: 'What is odd in reports of yours, and is so still, 50 a page.',
    description:
      'Of the reporters that you speak for. The report itself is named to the system that sent it, as on its receipt.',
    parameters: PARAMETERS,
    answers: {
      200: {
        means: 'The causes, and a page of findings.',
        schema: ownFindingsSchema,
        csv: 'items',
        headers: ['NextPage'],
      },
    },
    problems: ['invalid-parameter', 'forbidden', 'not-found'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnFindingsAnswer> {
    const answer = await this.queries.execute(new OwnFindings(actor, reporter, after));
    void reply.headers(nextPageOf('/v1/me/findings', { reporter, after: answer.next }));
    return answer;
  }
}
