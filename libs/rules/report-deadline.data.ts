import { FIRST, OWN_DEFAULT } from './intake-limits.data.ts';
import type { TypedRule } from './rule-book.ts';

/**
 * When a report counts as late; rows of DANISH_RULES. The law says "snarest" and names no number of days (BEK 512/2025
 * chapter 9); STUK asks of other data that they come no later than the day after the registration, and the association
 * of continuation schools practises 5 days.
 */
export const REPORT_DEADLINES: readonly TypedRule[] = [
  {
    state: 'in-force',
    id: 'reportDeadlines',
    version: '1',
    value: [
      { eventTypes: ['dropout-risk-reported.v1'], workdays: 1, countedFrom: 'occurred' },
      { institutionTypes: ['1010', '1011'], workdays: 5, countedFrom: 'registered' },
      { workdays: 1, countedFrom: 'registered' },
    ],
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En indberetning er rettidig, hvis den er modtaget senest ved udgangen af arbejdsdagen efter registreringen, ' +
      'for efterskoler 5 arbejdsdage. Frafaldstruet regnes fra vurderingens dag. ' +
      'Tjenestens egen standard.',
    en:
      'A report is on time if it is received by the end of the workday after its registration, for continuation ' +
      'schools 5 workdays. A drop-out risk counts from the day of the assessment. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'historyDays',
    version: '1',
    value: 90,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'Det, en indberetter sender om tiden før sin første tilslutning, er historik, hvis det modtages inden 90 dage ' +
      'efter tilslutningen. Historik indgår ikke i rettidighed. Tjenestens egen standard.',
    en:
      'What a reporter sends about the time before its first connection is history if it is received within 90 days ' +
      'after the connection. History counts in no lateness. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'missingAfterWorkdays',
    version: '1',
    value: 5,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En indberetning, der ventes på en bestemt dag, som slut på et forløb eller en orlov, mangler, når 5 ' +
      'arbejdsdage er gået efter dagen. Tjenestens egen standard.',
    en:
      'A report that is expected on a certain day, as the end of a course or a leave, is missing once 5 workdays ' +
      'have passed after that day. The service’s own default.',
  },
];
