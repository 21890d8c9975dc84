import type { ContactClock, Moment } from './contact/contact-clock.ts';

/** The due date is over and nobody acted: once per case, on the morning after. The duty stands. */
export function breach(clock: ContactClock, { day }: Moment): void {
  const { open, terms } = clock;
  if (open === undefined || open.breached || open.dueOn >= day) return;
  clock.ledger.state<'follow-up-breached.v1'>({
    type: 'follow-up-breached.v1',
    senderId: `${open.caseId}/breached`,
    occurredOn: day,
    data: { caseId: open.caseId, cause: open.dueSetBy, dueOn: open.dueOn, on: terms.calendar.addDays(open.dueOn, 1) },
  });
  clock.open = { ...open, breached: true };
}
