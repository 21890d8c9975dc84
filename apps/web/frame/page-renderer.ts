import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, type Clock } from '#libs/calendar';
import { DA } from '../words/da.ts';
import { WEB_SETTINGS, type WebSettings } from '../web-settings.ts';
import { frameOf } from './frame-of.ts';
import type { PageView } from './page-view.ts';
import { renderTemplate } from './templates.ts';

/** Pages load style, font and picture from this service alone, run no script, and send forms nowhere else. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
  "frame-ancestors 'none'";

/** Renders a page in its frame and sets the headers of its answer. */
@Injectable()
export class PageRenderer {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEB_SETTINGS) private readonly settings: WebSettings,
  ) {}

  async render(
    { template, title, data, status = 200 }: PageView,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const frame = frameOf(request, { isSandbox: this.settings.isSandbox, now: this.clock.now() });
    const html = await renderTemplate(template, { ...data, title, frame, t: DA });
    void reply
      .status(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('vary', 'Cookie');
    return html;
  }
}
