import { Body, Controller, Get, HttpStatus, Inject, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { MOVABLE_CLOCK, MovableClock } from '#libs/clock';
import { Open } from '#libs/identity';
import {
  type DescribedClient,
  type DescribedKeyClient,
  describeClients,
  SANDBOX_CLIENTS,
  SANDBOX_INSTITUTIONS,
  SANDBOX_MASTER_KEY,
  type SandboxInstitution,
} from '#libs/sandbox';
import { parseClockBody } from './clock-body.ts';
import { settledWithin } from './settled-within.ts';

/** Injection token: milliseconds `PUT /v1/sandbox/clock` waits for those who follow the clock. */
export const CLOCK_PATIENCE = Symbol('ClockPatience');

interface SandboxAnswer {
  readonly clients: readonly DescribedClient[];
  readonly keyClients: readonly DescribedKeyClient[];
  readonly institutions: readonly SandboxInstitution[];
  readonly clock: string;
}

/** What a sandbox tenant has ready. Open to everybody: everybody and everything in it is made up. */
@Controller('v1/sandbox')
export class SandboxController {
  readonly #clock: MovableClock;
  readonly #masterKey: Buffer;
  readonly #patience: number;

  constructor(
    @Inject(MOVABLE_CLOCK) clock: MovableClock,
    @Inject(SANDBOX_MASTER_KEY) masterKey: Buffer,
    @Inject(CLOCK_PATIENCE) patience: number,
  ) {
    this.#clock = clock;
    this.#masterKey = masterKey;
    this.#patience = patience;
  }

  @Open()
  @Get()
  describe(): SandboxAnswer {
    return { ...describeClients(SANDBOX_CLIENTS, this.#masterKey), institutions: SANDBOX_INSTITUTIONS, clock: this.#now() };
  }

  /** 200 once everything that follows the clock has, 202 where some still do after the patience. */
  @Open()
  @Put('clock')
  async moveClock(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ readonly clock: string }> {
    const settled = await settledWithin(this.#clock.set(parseClockBody(body)), this.#patience);
    void reply.status(settled ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return { clock: this.#now() };
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}
