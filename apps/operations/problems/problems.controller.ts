import { Controller, Get, Headers, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract, inPath, OutsideContract, Parameters, type ParametersOf, text } from '#libs/contract';
import { Open } from '#libs/identity';
import { POLICY } from './page-style.ts';
import { prefersHtml } from './prefers-html.ts';
import { problemPage, problemsPage } from './problem-page.ts';
import { type ProblemDescription, problemDescriptionSchema, problemPageSchema } from './problems-answer.ts';
import { DescribeProblem } from './problems.query.ts';

const HTML = 'text/html; charset=utf-8';
const PARAMETERS = {
  code: inPath('code', text('The code; the last part of the `type` of a problem.', 'invalid-body'), (code) => code),
};

/** `GET /problems/{code}`: the address in the `type` of every problem, for people (Danish, English) and programs. */
@Controller('problems')
export class ProblemsController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get()
  @OutsideContract('a page for people')
  list(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.headers({ 'Content-Type': HTML, 'Content-Security-Policy': POLICY });
    return problemsPage();
  }

  @Open()
  @Get(':code')
  @Contract({
    id: 'getProblem',
    tag: 'Service',
    summary: 'What a problem code means and what to do, in Danish and English.',
    parameters: PARAMETERS,
    answers: {
      200: {
        means: 'The code in words: a page if `Accept` prefers HTML, else JSON.',
        schema: problemDescriptionSchema,
        also: { 'text/html': problemPageSchema },
      },
    },
  })
  async show(
    @Parameters(PARAMETERS, { unknownQuery: 'ignored' }) { code }: ParametersOf<typeof PARAMETERS>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProblemDescription | string> {
    const found = await this.queries.execute(new DescribeProblem(code));
    void reply.header('Vary', 'Accept');
    if (!prefersHtml(accept)) return found;
    void reply.headers({ 'Content-Type': HTML, 'Content-Security-Policy': POLICY });
    return problemPage(found);
  }
}
