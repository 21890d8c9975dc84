import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, Parameters, type ParametersOf } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter, reporterInPath } from '../parameters.ts';
import { type MissingReportsAnswer, missingReportsSchema } from './missing-reports-answer.ts';
import { MissingReports } from './missing-reports.query.ts';

const PARAMETERS = { reporter: reporterInPath, after: itemCursorParameter };

@Controller('v1/reporters/:reporter/missing')
export class MissingReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listMissingReports',
    tag: 'Reporters',
    summary: 'The reports that a reporter should have sent, 50 a page.',
    description:
      'For the monitor, and for an adviser of the municipality in which the institution lies. The reporter itself ' +
      'asks `GET /v1/me/missing`, which names the enrolments.',
    parameters: PARAMETERS,
    answers: {
      200: { means: 'A page of missing reports.', schema: missingReportsSchema, csv: 'items', headers: ['NextPage'] },
    },
    problems: ['invalid-parameter', 'forbidden'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MissingReportsAnswer> {
    const answer = await this.queries.execute(new MissingReports(actor, reporter, after));
    if (answer.next !== undefined)
      void reply.header('Link', `</v1/reporters/${reporter}/missing?after=${answer.next}>; rel="next"`);
    return answer;
  }
}
