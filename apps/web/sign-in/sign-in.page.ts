import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { TakesBody } from '#libs/http';
import { InvalidToken, type Role } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { LOGGER } from '#libs/telemetry';
import { OpenPage } from '../frame/page.ts';
import type { Leading, PageView } from '../frame/page-view.ts';
import { Cookies } from '../session/cookies.ts';
import { findOpenSession } from '../session/current-session.ts';
import { FORM_BODY } from '../session/form-token.ts';
import { Sessions } from '../session/sessions.ts';
import { DA } from '../words/da.ts';
import { type Attempt, beginAttempt, readAttempt } from './attempt.ts';
import { OpenId, type SignedInPerson } from './open-id.ts';

const ATTEMPT_SECONDS = 600;

/** Sign-in at the issuer and sign-out. A session begins under a new id, whatever id the browser had before. */
@Controller()
export class SignInPage {
  constructor(
    private readonly openId: OpenId,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Get('log-ind')
  @OpenPage()
  async begin(@Req() { query }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Leading> {
    const { til } = query as { readonly til?: unknown };
    const attempt = beginAttempt(typeof til === 'string' ? til : undefined);
    this.cookies.set(reply, 'sign-in', attempt.sealed, ATTEMPT_SECONDS);
    return { to: await this.openId.addressFor(attempt) };
  }

  /** The issuer's answer. The attempt counts once: its cookie goes with the answer, whatever comes of it. */
  @Get('log-ind/svar')
  @OpenPage()
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Leading | PageView> {
    const attempt = readAttempt(this.cookies.find(request, 'sign-in'));
    this.cookies.drop(reply, 'sign-in');
    if (attempt === undefined) return failedView(DA.signIn.failed.stale);
    const person = await this.redeem(request, attempt);
    if (!('actor' in person)) return person;
    await this.sessions.end(this.cookies.find(request, 'session'));
    this.cookies.set(reply, 'session', await this.sessions.begin(person.actor, person.name));
    return { to: attempt.returnTo ?? startOf(person.actor.role) };
  }

  @Post('log-ud')
  @OpenPage()
  @TakesBody(FORM_BODY)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Leading> {
    await this.sessions.end(findOpenSession(request)?.id);
    this.cookies.drop(reply, 'session');
    return { to: '/logget-ud' };
  }

  @Get('logget-ud')
  @OpenPage()
  signedOut(): PageView {
    const { title, text, again } = DA.signIn.signedOut;
    return message(title, text, again, 200);
  }

  private async redeem(request: FastifyRequest, attempt: Attempt): Promise<SignedInPerson | PageView> {
    try {
      return await this.openId.redeem(new URL(request.url, 'http://page').search, attempt);
    } catch (cause) {
      if (cause instanceof ProblemError) throw cause;
      // The name of the fault alone: its text may quote the answer, which holds the code.
      const fault = cause instanceof Error ? cause.name : 'unknown';
      this.log.warn({ correlationId: String(request.id), fault }, 'a sign-in failed');
      return failedView(cause instanceof InvalidToken ? DA.signIn.failed.noRole : DA.signIn.failed.stale);
    }
  }
}

const failedView = (text: string): PageView => message(DA.signIn.failed.title, text, DA.signIn.failed.again, 400);

function message(heading: string, text: string, again: string, status: number): PageView {
  const link = { href: '/log-ind', text: again };
  return { template: 'frame/message.njk', title: heading, status, data: { heading, paragraphs: [text], link } };
}

/** The page on which a role begins. */
function startOf(role: Role): string {
  switch (role) {
    case 'monitor':
    case 'adviser':
      return '/indberettere';
    case 'source-system':
    case 'register':
    case 'company':
    case 'jobcentre':
    case 'institution':
    case 'young-person':
    case 'data-protection-officer':
    case 'operator':
      return '/';
  }
}
