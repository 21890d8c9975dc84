import { Module } from '@nestjs/common';
import { AcceptReportsHandler } from './events/events.command.ts';
import { EventsController } from './events/events.controller.ts';

/** The door for reporters. */
@Module({ controllers: [EventsController], providers: [AcceptReportsHandler] })
export class IntakeModule {}
