import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, inPath, Parameters, type ParametersOf, text } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { itemCursorParameter } from '../parameters.ts';
import { type FindingsAnswer, findingsSchema } from './findings-answer.ts';
import { Findings } from './findings.query.ts';

const PARAMETERS = {
  reporter: inPath('reporter', text('An institution’s number.', '990110'), (reporter) =>
    /^[a-z0-9-]{1,40}$/.test(reporter) ? reporter : undefined,
  ),
  after: itemCursorParameter,
};

@Controller('v1/reporters/:reporter/findings')
export class FindingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'listFindings',
    tag: 'Reporters',
    summary: 'What is odd in a reporter’s accepted reports, 50 a page.',
    description: 'For the monitor, and for an adviser of the municipality in which the institution lies.',
    parameters: PARAMETERS,
    answers: {
      200: {
        means: 'The causes, and a page of findings.',
        schema: findingsSchema,
        csv: 'items',
        headers: ['NextPage'],
      },
    },
    problems: ['invalid-parameter', 'forbidden'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { reporter, after }: ParametersOf<typeof PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FindingsAnswer> {
    const answer = await this.queries.execute(new Findings(actor, reporter, after));
    if (answer.next !== undefined)
      void reply.header('Link', `</v1/reporters/${reporter}/findings?after=${answer.next}>; rel="next"`);
    return answer;
  }
}
