import { Module } from '@nestjs/common';
import { TryReportsHandler } from './events/dry-run.query.ts';
import { SendReportsHandler } from './events/events.command.ts';
import { EventsController } from './events/events.controller.ts';

/** The endpoint that takes reports. */
@Module({ controllers: [EventsController], providers: [SendReportsHandler, TryReportsHandler] })
export class IntakeModule {}
