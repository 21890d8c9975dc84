import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { toProblem } from '#libs/problems';
import { LOGGER, loggedFault } from '#libs/telemetry';
import { PageRenderer } from './page-renderer.ts';
import { problemView } from './problem-view.ts';

/** Answers every error of a page as a page; a page that needs a sign-in leads to it and back. */
@Injectable()
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(
    @Inject(PageRenderer) private readonly renderer: PageRenderer,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const { status, headers, body } = toProblem(error, { correlationId: String(request.id), path: request.url });
    if (status === 401 && request.method === 'GET')
      return void reply
        .status(303)
        .header('location', `/log-ind?til=${encodeURIComponent(request.url)}`)
        .send();
    if (status >= 500 && status !== 501)
      this.log.error({ correlationId: body.correlationId, fault: loggedFault(error) }, 'a page failed on our side');
    const html = await this.renderer.render(problemView(body), request, reply);
    const retry = headers['retry-after'];
    if (retry !== undefined) void reply.header('retry-after', retry);
    void reply.header('x-correlation-id', body.correlationId).send(html);
  }
}
