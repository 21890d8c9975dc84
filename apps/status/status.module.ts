import { Module } from '@nestjs/common';
import { CasesController } from './cases/cases.controller.ts';
import { WorkListHandler } from './cases/cases.query.ts';
import {
  CasesWithoutHolderController,
  CasesWithoutHolderHandler,
} from './cases-without-holder/cases-without-holder.controller.ts';
import { ClosedWeekHandler } from './cohort/closed-week.query.ts';
import { CohortAtHandler } from './cohort/cohort.query.ts';
import { CohortController } from './cohort/cohort.controller.ts';
import { Looks } from './look.ts';
import { ChangesBetweenHandler, PersonChangesController } from './person-changes/person-changes.controller.ts';
import { ContactsOnHandler, PersonContactsController } from './person-contacts/person-contacts.controller.ts';
import { PersonIdentityController, ShowIdentityHandler } from './person-identity/person-identity.controller.ts';
import { PersonLookupController } from './person-lookup/person-lookup.controller.ts';
import { PersonStatusController } from './person-status/person-status.controller.ts';
import { StatusAtHandler } from './person-status/person-status.query.ts';
import { PersonTimelineController, TimelineAtHandler } from './person-timeline/person-timeline.controller.ts';
import { ReceiptController } from './receipt/receipt.controller.ts';

const controllers = [
  PersonLookupController,
  PersonIdentityController,
  PersonStatusController,
  PersonTimelineController,
  PersonChangesController,
  PersonContactsController,
  CasesController,
  CasesWithoutHolderController,
  CohortController,
  ReceiptController,
];
const queryHandlers = [
  StatusAtHandler,
  TimelineAtHandler,
  ChangesBetweenHandler,
  ContactsOnHandler,
  WorkListHandler,
  CasesWithoutHolderHandler,
  CohortAtHandler,
  ClosedWeekHandler,
];
const commandHandlers = [ShowIdentityHandler];

/** The door for readers. */
@Module({ controllers, providers: [Looks, ...queryHandlers, ...commandHandlers] })
export class StatusModule {}
