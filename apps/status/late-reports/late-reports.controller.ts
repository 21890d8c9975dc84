import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter, reporterInPath } from '../parameters.ts';
import { type LateReportsAnswer, lateReportsSchema } from './late-reports-answer.ts';
import { LateReports } from './late-reports.query.ts';

const PARAMETERS = { reporter: reporterInPath, after: itemCursorParameter };

@Controller('v1/reporters/:reporter/late')
export class LateReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listLateReports',
    tag: 'Reporters',
    summary: 'The reports of a reporter that were received late, 50 a page.',
    description: 'For the monitor, and for an adviser of the municipality in which the institution lies.',
    parameters: PARAMETERS,
    answers: {
      200: { means: 'A page of late reports.', schema: lateReportsSchema, csv: 'items', headers: ['NextPage'] },
    },
    problems: ['invalid-parameter', 'forbidden'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LateReportsAnswer> {
    const answer = await this.queries.execute(new LateReports(actor, reporter, after));
    if (answer.next !== undefined)
      void reply.header('Link', `</v1/reporters/${reporter}/late?after=${answer.next}>; rel="next"`);
    return answer;
  }
}
