import type { TypedRule } from './rule-book.ts';

/** First day that Ungedatabasen delivered to the municipalities; the service answers no earlier day. */
export const FIRST = '2011-01-01';

export const OWN_DEFAULT = 'Ingen lov: tjenestens egen standard / No law: the service’s own default';

/** Limits on how much one reporter may send and how far ahead; rows of DANISH_RULES. */
export const INTAKE_LIMITS: readonly TypedRule[] = [
  {
    state: 'in-force',
    id: 'mostHeldReports',
    version: '1',
    value: 100,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'En indberetter kan have 100 tilbageholdte indberetninger om samme person. Tjenestens egen standard.',
    en: 'A reporter can have 100 held reports about the same person. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'mostReportsOnePerson',
    version: '1',
    value: 1_000,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En indberetter kan have 1.000 indberetninger og rettelser om samme person, der ikke er trukket tilbage. ' +
      'Tjenestens egen standard.',
    en:
      'A reporter can have 1,000 reports and corrections about the same person that are not withdrawn. ' +
      'The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'mostSentOnePerson',
    version: '1',
    value: 5_000,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En indberetter kan i alt sende 5.000 indberetninger og rettelser om samme person, også dem, ' +
      'der er trukket tilbage. Tjenestens egen standard.',
    en:
      'A reporter can send 5,000 reports and corrections about the same person in all, withdrawn ones too. ' +
      'The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'contactAheadDays',
    version: '1',
    value: 90,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En institution kan angive sin kontaktperson op til 90 dage før indskrivningen begynder. ' +
      'Tjenestens egen standard.',
    en:
      'An institution can state its contact person up to 90 days before the enrolment begins. ' +
      'The service’s own default.',
  },
];
