import { Body, Controller, HttpStatus, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Contract } from '#libs/contract';
import { type BodyRule, TakesBody } from '#libs/http';
import { Open } from '#libs/identity';
import { type ClockAnswer, clockSchema, clockSettingSchema } from './clock-answer.ts';
import { MoveClock } from './clock.command.ts';

const CLOCK_BODIES: BodyRule = {
  forms: { 'application/json': { mostBytes: 4 * 1024, judgesFaults: true } },
  gzip: false,
};

/** `PUT /v1/sandbox/clock`. Open to everybody: every person in a sandbox is made up. */
@Controller('v1/sandbox/clock')
export class SandboxClockController {
  constructor(private readonly commands: CommandBus) {}

  /** 200 once everything that follows the clock has done so, 202 if something still does after the patience. */
  @Open()
  @Put()
  @TakesBody(CLOCK_BODIES)
  @Contract({
    id: 'setSandboxClock',
    tag: 'Sandbox',
    summary: '"Today", recordedAt and deadlines follow the clock.',
    body: { 'application/json': clockSettingSchema },
    answers: {
      200: { means: 'Everything has followed.', schema: clockSchema },
      202: { means: 'Some still follow.', schema: clockSchema },
    },
    problems: ['clock-before-log', 'database-unavailable'],
  })
  async move(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<ClockAnswer> {
    const { answer, settled } = await this.commands.execute(new MoveClock(body));
    void reply.status(settled ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return answer;
  }
}
