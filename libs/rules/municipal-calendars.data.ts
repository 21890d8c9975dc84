import type { MunicipalCalendar } from './rule-book.ts';

/** Shows both calendars in the sandbox. The choice of a real municipality belongs in the operator's rule file. */
export const SANDBOX_CALENDARS: readonly MunicipalCalendar[] = [
  {
    municipality: '0461',
    calendar: 'B',
    validFrom: '2011-01-01',
    law: 'Fiktivt valg i sandkassen: ingen kommune har truffet det / A fictional choice: no municipality made it',
  },
];
