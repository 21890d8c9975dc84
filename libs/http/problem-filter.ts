import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, toProblem } from '#libs/problems';

/** Logs an answer of 500 and above; the answer itself does not name the cause. */
export type OnFault = (error: unknown, problem: Problem) => void;

/** Answers every error of a call as `application/problem+json`. */
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
    // 501 is an intended answer (not built yet), not a fault to investigate.
    if (problem.status >= 500 && problem.status !== 501) this.#onFault(error, problem);
    if (reply.sent) return;
    void reply.status(problem.status).headers(problem.headers).send(problem.body);
  }
}
