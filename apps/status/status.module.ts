import { Module } from '@nestjs/common';
import { CasesController } from './cases/cases.controller.ts';
import { WorkListHandler } from './cases/cases.query.ts';
import { CasesWithoutHolderController } from './cases-without-holder/cases-without-holder.controller.ts';
import { CasesWithoutHolderHandler } from './cases-without-holder/cases-without-holder.query.ts';
import { ClosedWeekHandler } from './cohort/closed-week.query.ts';
import { CohortController } from './cohort/cohort.controller.ts';
import { CohortAtHandler } from './cohort/cohort.query.ts';
import { FindingsController } from './findings/findings.controller.ts';
import { FindingsHandler } from './findings/findings.query.ts';
import { Grounds } from './grounds/grounds.ts';
import { LateReportsController } from './late-reports/late-reports.controller.ts';
import { LateReportsHandler } from './late-reports/late-reports.query.ts';
import { Looks } from './look.ts';
import { MissingPages } from './missing-reports/missing-page.ts';
import { MissingReportsController } from './missing-reports/missing-reports.controller.ts';
import { MissingReportsHandler } from './missing-reports/missing-reports.query.ts';
import { MeController } from './own-reports/me/me.controller.ts';
import { MeHandler } from './own-reports/me/me.query.ts';
import { OwnFindingsController } from './own-reports/own-findings/own-findings.controller.ts';
import { OwnFindingsHandler } from './own-reports/own-findings/own-findings.query.ts';
import { OwnHeldController } from './own-reports/own-held/own-held.controller.ts';
import { OwnHeldHandler } from './own-reports/own-held/own-held.query.ts';
import { OwnLateController } from './own-reports/own-late/own-late.controller.ts';
import { OwnLateHandler } from './own-reports/own-late/own-late.query.ts';
import { OwnMissingController } from './own-reports/own-missing/own-missing.controller.ts';
import { OwnMissingHandler } from './own-reports/own-missing/own-missing.query.ts';
import { OwnRefusedController } from './own-reports/own-refused/own-refused.controller.ts';
import { OwnRefusedHandler } from './own-reports/own-refused/own-refused.query.ts';
import { OwnTimelinessController } from './own-reports/own-timeliness/own-timeliness.controller.ts';
import { OwnTimelinessHandler } from './own-reports/own-timeliness/own-timeliness.query.ts';
import { PeerFigures } from './own-reports/own-timeliness/peer-figures.ts';
import { PersonChangesController } from './person-changes/person-changes.controller.ts';
import { PersonChangesHandler } from './person-changes/person-changes.query.ts';
import { PersonContactsController } from './person-contacts/person-contacts.controller.ts';
import { PersonContactsHandler } from './person-contacts/person-contacts.query.ts';
import { ShowIdentityHandler } from './person-identity/person-identity.command.ts';
import { PersonIdentityController } from './person-identity/person-identity.controller.ts';
import { ListLookup } from './person-lookup/list-lookup.ts';
import { PersonLookupController } from './person-lookup/person-lookup.controller.ts';
import { PersonLookupHandler } from './person-lookup/person-lookup.query.ts';
import { PersonStatusController } from './person-status/person-status.controller.ts';
import { PersonStatusHandler } from './person-status/person-status.query.ts';
import { PersonTimelineController } from './person-timeline/person-timeline.controller.ts';
import { PersonTimelineHandler } from './person-timeline/person-timeline.query.ts';
import { ReceiptController } from './receipt/receipt.controller.ts';
import { ReceiptHandler } from './receipt/receipt.query.ts';
import { DeliveryFigures } from './timeliness/delivery-figures.ts';
import { TimelinessController } from './timeliness/timeliness.controller.ts';
import { TimelinessHandler } from './timeliness/timeliness.query.ts';

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
  TimelinessController,
  LateReportsController,
  FindingsController,
  OwnFindingsController,
  MeController,
  OwnLateController,
  OwnHeldController,
  OwnRefusedController,
  OwnTimelinessController,
  MissingReportsController,
  OwnMissingController,
];
const handlers = [
  PersonLookupHandler,
  ShowIdentityHandler,
  PersonStatusHandler,
  PersonTimelineHandler,
  PersonChangesHandler,
  PersonContactsHandler,
  WorkListHandler,
  CasesWithoutHolderHandler,
  CohortAtHandler,
  ClosedWeekHandler,
  ReceiptHandler,
  TimelinessHandler,
  LateReportsHandler,
  FindingsHandler,
  OwnFindingsHandler,
  MeHandler,
  OwnLateHandler,
  OwnHeldHandler,
  OwnRefusedHandler,
  OwnTimelinessHandler,
  MissingReportsHandler,
  OwnMissingHandler,
];

/** Questions about persons, cases and figures. */
@Module({
  controllers,
  providers: [Looks, ListLookup, Grounds, DeliveryFigures, PeerFigures, MissingPages, ...handlers],
})
export class StatusModule {}
