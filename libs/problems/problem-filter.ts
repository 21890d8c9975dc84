import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, toProblem } from './to-problem.ts';

/** Told about every answer of 500 and above, to log it; the answer itself says nothing of the cause. */
export type OnFault = (error: unknown, problem: Problem) => void;

/** Every error of a call leaves as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #onFault: OnFault;

  constructor(onFault: OnFault = () => undefined) {
    this.#onFault = onFault;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error, { correlationId: String(request.id), path: request.url });
    // What is not built is answered as such on purpose: no fault to look into.
    if (problem.status >= 500 && problem.status !== 501) this.#onFault(error, problem);
    if (reply.sent) return;
    void reply.status(problem.status).headers(problem.headers).send(problem.body);
  }
}
