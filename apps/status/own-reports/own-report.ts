import { day, object, optional, text, uuid } from '#libs/contract';

/** What names a report to the system that sent it. */
export const ownReportMembers = {
  id: text('Your own id of the report.', 'sa-2026-000417'),
  eventId: uuid('The event that it became.'),
  receipt: text('Its receipt.', '/v1/receipts/5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', { format: 'uri-reference' }),
  type: text('Its type.', 'dk.ungestatus.education-interrupted.v1'),
  enrolmentId: optional(text('Your own id of the enrolment, if the report names one.', 'E-2026-0117')),
  occurredOn: day('The day it is about.'),
};
export const ownReportSchema = object(
  'OwnReport',
  'A report of yours: for the system alone that sent it.',
  ownReportMembers,
);
