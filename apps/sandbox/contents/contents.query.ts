import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '#libs/calendar';
import { MASTER_KEY } from '#libs/persons';
import { SANDBOX_CLIENTS } from '../issuer/clients.ts';
import { describeClients } from '../issuer/description.ts';
import { SANDBOX_INSTITUTIONS } from '../issuer/institutions.ts';
import type { SandboxAnswer } from './contents-answer.ts';

/** The clients, institutions and clock of the sandbox. */
export class SandboxContents extends Query<SandboxAnswer> {}

@QueryHandler(SandboxContents)
export class SandboxContentsHandler implements IQueryHandler<SandboxContents> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MASTER_KEY) private readonly masterKey: Buffer,
  ) {}

  async execute(): Promise<SandboxAnswer> {
    return {
      ...describeClients(SANDBOX_CLIENTS, this.masterKey),
      institutions: SANDBOX_INSTITUTIONS,
      clock: this.clock.now().toISOString(),
    };
  }
}
