import { Body, Controller, Get, HttpStatus, Inject, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { type BodyRule, TakesBody } from '#libs/http';
import { Contract, instant, object } from '#libs/contract';
import { Open } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { describeClients } from '#apps/sandbox/issuer/description';
import { SANDBOX_CLIENTS } from '#apps/sandbox/issuer/clients';
import { SANDBOX_INSTITUTIONS } from '#apps/sandbox/issuer/institutions';
import { SANDBOX_MASTER_KEY } from '#apps/sandbox/issuer/injection';
import { parseClockBody } from './clock-body.ts';
import { settledWithin } from './settled-within.ts';
import { clockSchema, type ClockAnswer, sandboxSchema } from '../contents/contents-answer.ts';

/** Injection token: milliseconds `PUT /v1/sandbox/clock` waits for those who follow the clock. */
export const CLOCK_PATIENCE = Symbol('ClockPatience');

/** Injection token: the earliest moment the clock may be put to. */
export const EARLIEST_MOMENT = Symbol('EarliestMoment');

const CLOCK_BODIES: BodyRule = {
  forms: { 'application/json': { mostBytes: 4 * 1024, judgesFaults: true } },
  gzip: false,
};

const NOTE =
  'What deadlines, risks and ages brought about on the way is recorded and stays: the clock cannot be put back before earliest. ' +
  'A new sandbox begins anew.';

/** What a sandbox tenant has ready. Open to everybody: everybody and everything in it is made up. */
@Controller('v1/sandbox')
export class SandboxController {
  readonly #clock: MovableClock;
  readonly #masterKey: Buffer;
  readonly #patience: number;
  readonly #earliest: () => Promise<Date>;

  constructor(
    @Inject(MOVABLE_CLOCK) clock: MovableClock,
    @Inject(SANDBOX_MASTER_KEY) masterKey: Buffer,
    @Inject(CLOCK_PATIENCE) patience: number,
    @Inject(EARLIEST_MOMENT) earliest: () => Promise<Date>,
  ) {
    this.#clock = clock;
    this.#masterKey = masterKey;
    this.#patience = patience;
    this.#earliest = earliest;
  }

  @Open()
  @Get()
  @Contract({
    id: 'getSandbox',
    tag: 'Sandbox',
    summary: 'Ready-made clients, institutions and the clock.',
    answers: { 200: { means: 'The sandbox.', schema: sandboxSchema } },
  })
  describe() {
    return {
      ...describeClients(SANDBOX_CLIENTS, this.#masterKey),
      institutions: SANDBOX_INSTITUTIONS,
      clock: this.#now(),
    };
  }

  /**
   * 200 once everything that follows the clock has, 202 where some still do after the patience. Never before what is recorded
   * or was answered as final: both would then be of a time still to come. @throws ProblemError clock-before-log
   */
  @Open()
  @Put('clock')
  @TakesBody(CLOCK_BODIES)
  @Contract({
    id: 'setSandboxClock',
    tag: 'Sandbox',
    summary: '"Today", recordedAt and deadlines follow the clock.',
    body: {
      'application/json': object(
        'ClockSetting',
        'Where the clock shall stand.',
        { now: instant('A moment, not before `earliest`.') },
        { additionalProperties: false },
      ),
    },
    answers: {
      200: { means: 'Everything has followed.', schema: clockSchema },
      202: { means: 'Some still follow.', schema: clockSchema },
    },
    problems: ['clock-before-log', 'database-unavailable'],
  })
  async moveClock(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<ClockAnswer> {
    const wanted = parseClockBody(body);
    const earliest = await this.#earliest();
    if (wanted < earliest)
      throw new ProblemError('clock-before-log', { detail: `The earliest moment is ${earliest.toISOString()}.` });
    const settled = await settledWithin(this.#clock.set(wanted), this.#patience);
    void reply.status(settled ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return { clock: this.#now(), earliest: (await this.#earliest()).toISOString(), note: NOTE };
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}
