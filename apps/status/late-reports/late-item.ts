import { weekOf } from '#libs/calendar';
import { type MembersOf, text, uuid, week, whole } from '#libs/contract';
import type { LateReport } from '#projections/deliveries/late.query';

/** Members of every late item: whose it is, in which week it was due, by how much. No person, no day. */
export const lateItemMembers = {
  id: uuid('The item; not the report’s id.'),
  dueWeek: week('The ISO week in which it was due.'),
  workdaysLate: whole('Workdays after it was due.', 3),
  system: text('The source system that sent it.', 'sa-nord'),
};

/** The type and the days stay away: beside a small school's rows they could tell of one young person. */
export function toLateItem({ item, dueOn, late, system }: LateReport): MembersOf<typeof lateItemMembers> {
  return { id: item, dueWeek: weekOf(dueOn), workdaysLate: late, system };
}
