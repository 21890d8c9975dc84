import { instant, type MembersOf, object, text, whole } from '#libs/contract';

/** Members of every answer from the reports counted: what it rests on. */
export const deliveryGroundMembers = {
  asOf: object('AsOf', 'What the figures rest on.', {
    position: whole('All reports up to this position of the log are counted.', 4711),
    time: instant('All reports recorded by then are counted.'),
  }),
  ruleVersion: text('The version of the rules by which the reports are counted.', 'dk-2026.2+3f1a'),
};
export type DeliveryGround = MembersOf<typeof deliveryGroundMembers>;
