import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract } from '#libs/contract';
import { Open } from '#libs/identity';
import { type SandboxAnswer, sandboxSchema } from './contents-answer.ts';
import { SandboxContents } from './contents.query.ts';

/** `GET /v1/sandbox`. Open to everybody: every client and institution in it is made up. */
@Controller('v1/sandbox')
export class SandboxContentsController {
  constructor(private readonly queries: QueryBus) {}

  @Open()
  @Get()
  @Contract({
    id: 'getSandbox',
    tag: 'Sandbox',
    summary: 'Ready-made clients, institutions and the clock.',
    answers: { 200: { means: 'The sandbox.', schema: sandboxSchema } },
  })
  contents(): Promise<SandboxAnswer> {
    return this.queries.execute(new SandboxContents());
  }
}
