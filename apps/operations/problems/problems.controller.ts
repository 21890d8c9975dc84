import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { bothLanguages, Contract, flag, inPath, object, OutsideContract, text, whole } from '#libs/contract';
import { Open } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { POLICY } from './page-style.ts';
import { findProblem, type ProblemDescription, problemPage, problemsPage } from './problem-page.ts';
import { prefersHtml } from './prefers-html.ts';

const HTML = 'text/html; charset=utf-8';

const descriptionSchema = object('ProblemDescription', 'A problem code of the registry.', {
  code: text('The code.', 'invalid-body'),
  status: whole('The HTTP status.', 422),
  retryable: flag('The same call may succeed later without a change.', false),
  title: bothLanguages,
  remedy: bothLanguages,
});

/** `GET /problems/{code}`: where the `type` of every problem leads, for people in Danish and English and for programs. */
@Controller('problems')
export class ProblemsController {
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
    parameters: [inPath('code', text('The code; the last part of the `type` of a problem.', 'invalid-body'))],
    answers: {
      200: {
        means: 'The code in words: a page if `Accept` prefers HTML, else JSON.',
        schema: descriptionSchema,
        also: { 'text/html': text('A page.', '<!doctype html>') },
      },
    },
  })
  show(
    @Param('code') code: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ProblemDescription | string {
    const found = findProblem(code);
    if (found === undefined) throw new ProblemError('not-found');
    void reply.header('Vary', 'Accept');
    if (!prefersHtml(accept)) return found;
    void reply.headers({ 'Content-Type': HTML, 'Content-Security-Policy': POLICY });
    return problemPage(found);
  }
}
