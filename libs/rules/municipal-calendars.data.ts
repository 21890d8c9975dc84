import type { MunicipalCalendar } from './rule-book.ts';

/** The sandbox shows both calendars; a real municipality's choice stands in the operator's rule file. */
export const SANDBOX_CALENDARS: readonly MunicipalCalendar[] = [
  {
    municipality: '0461',
    calendar: 'B',
    validFrom: '2011-01-01',
    law: 'Fiktivt valg i sandkassen: ingen kommune har truffet det / A fictional choice: no municipality made it',
  },
];
