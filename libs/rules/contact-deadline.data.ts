import { FIRST, OWN_DEFAULT } from './intake-limits.data.ts';
import type { TypedRule } from './rule-book.ts';

const DUTY = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 2 a, stk. 1';
const CONTACT =
  'Vejledningsbekendtgørelsen (BEK 512/2025) § 29; før den § 10 i bekendtgørelse om pligt til uddannelse, ' +
  'beskæftigelse eller anden aktivitet';

/** When a municipality must contact a young person; rows of DANISH_RULES. */
export const CONTACT_DEADLINE: readonly TypedRule[] = [
  {
    state: 'in-force',
    id: 'contactFromAge',
    version: '1',
    value: 15,
    validFrom: FIRST,
    statutory: true,
    law: `${DUTY}; ${CONTACT}`,
    da: 'Kontaktfristen gælder fra den 15-års fødselsdag.',
    en: 'The contact deadline applies from the 15th birthday.',
  },
  {
    state: 'in-force',
    id: 'contactBeforeAge',
    version: '1',
    value: 18,
    validFrom: FIRST,
    statutory: true,
    law: `${DUTY}; ${CONTACT}`,
    da: 'Kontaktfristen gælder til dagen før den 18-års fødselsdag; alderen er den på dagen, fristen begynder.',
    en:
      'The contact deadline applies until the day before the 18th birthday; ' +
      'the age is that of the day the clock starts.',
  },
  {
    state: 'in-force',
    id: 'contactWorkdays',
    version: '1',
    value: 5,
    validFrom: FIRST,
    statutory: true,
    law: CONTACT,
    da:
      'Kommunen kontakter den unge senest 5 arbejdsdage efter, at den blev bekendt med, ' +
      'at uddannelsesplanen ikke følges. Samme frist i begge bekendtgørelser.',
    en:
      'The municipality contacts the young person within 5 workdays of becoming aware that the education plan is ' +
      'not followed. The same in both orders.',
  },
  {
    state: 'in-force',
    id: 'contactToldWorkdays',
    version: '1',
    value: 5,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En kontakt regnes efter sin egen dag, hvis den er indberettet senest 5 arbejdsdage efter; ' +
      'ellers lukker den sagen som sent oplyst. Tjenestens egen standard.',
    en:
      'A contact is judged by its own day if it is reported within 5 workdays of it; ' +
      'otherwise it closes the case as told late. The service’s own default.',
  },
];
