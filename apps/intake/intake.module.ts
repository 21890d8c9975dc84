import { Module } from '@nestjs/common';
import { AcceptReportsHandler } from './accept-reports.command.ts';
import { EventsController } from './events.controller.ts';

/** The door for reporters. */
@Module({ controllers: [EventsController], providers: [AcceptReportsHandler] })
export class IntakeModule {}
