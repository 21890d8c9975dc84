import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { isLeading, type Leading, type PageView } from './page-view.ts';
import { PageRenderer } from './page-renderer.ts';

/** Answers a page's method with HTML, or with the address it leads to. */
@Injectable()
export class PageInterceptor implements NestInterceptor<PageView | Leading, string> {
  constructor(@Inject(PageRenderer) private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<PageView | Leading>): Observable<string> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    return next.handle().pipe(
      mergeMap(async (view) => {
        if (!isLeading(view)) return this.renderer.render(view, request, reply);
        void reply.status(303).header('location', view.to);
        return '';
      }),
    );
  }
}
