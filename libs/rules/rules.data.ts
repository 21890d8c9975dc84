import { CONTACT_DEADLINE } from './contact-deadline.data.ts';
import { KINDS_BY_INSTITUTION_TYPE } from './institution-kinds.data.ts';
import { FIRST, INTAKE_LIMITS, OWN_DEFAULT } from './intake-limits.data.ts';
import { REPORT_DEADLINES } from './report-deadline.data.ts';
import type { TypedRule } from './rule-book.ts';

/** The year and month of this edition; `RuleBook.version` adds a hash of the values. */
export const DANISH_RULES_NAME = 'dk-2026.2';

const REPORTING = 'Vejledningsbekendtgørelsen (BEK 512/2025) kap. 9; før den BEK 1079 § 14, stk. 2';
const DATA_BASIS = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 15 d';
const FGU =
  'lov om forberedende grunduddannelse § 9 (stk. 5 efter L 140, 2023-24, vedtaget 14. maj 2024); ' +
  'koden KF findes siden 2019 og indberettes ikke (læst 2026-11-29)';
const SCHOOL_OF_2030 =
  'aftalen om epx af 18. februar 2025: varslet fra 2030, ingen vedtaget lov fundet (læst 2026-11-29)';
const ADMISSION_TEST =
  'Ungedatabasens vejledning: 2997 og 3000 er pseudouddannelser for ansøgere til optagelsesprøve, ' +
  'afgang 71-76 er prøvens resultat; optagelsesbekendtgørelserne kap. om optagelsesprøve';

export const DANISH_RULES: readonly TypedRule[] = [
  {
    state: 'in-force',
    id: 'scopeFromAge',
    version: '1',
    value: 15,
    validFrom: FIRST,
    statutory: true,
    law: REPORTING,
    da: 'Målgruppen begynder på den 15-års fødselsdag.',
    en: 'The target group begins on the 15th birthday.',
  },
  {
    state: 'in-force',
    id: 'scopeBeforeAge',
    version: '1',
    value: 30,
    validFrom: FIRST,
    statutory: true,
    law: `${REPORTING}; ${DATA_BASIS}`,
    da: 'Målgruppen slutter dagen før den 30-års fødselsdag.',
    en: 'The target group ends the day before the 30th birthday.',
  },
  {
    state: 'in-force',
    id: 'graceDays',
    version: '1',
    value: 30,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'Et forløb uden indberettet afslutning regnes som aktivt i 30 dage efter forventet slut. ' +
      'Tjenestens egen standard.',
    en:
      'A course without a reported end counts as active for 30 days past its expected end. ' +
      'The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'riskMonths',
    version: '1',
    value: 3,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'En vurdering af frafaldstruet gælder i 3 måneder, hvis den ikke fornyes. Tjenestens egen standard.',
    en: 'An assessment of drop-out risk lasts 3 months unless renewed. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'longestMonths',
    version: '2',
    validFrom: FIRST,
    statutory: false,
    law: `${OWN_DEFAULT}; FGU: ${FGU}`,
    value: { compulsory: 132, preparatory: 36, 'upper-secondary': 48, vocational: 66, higher: 78, other: 24 },
    da:
      'Længste varighed i måneder pr. type, når forventet slut ikke er indberettet. ' +
      'FGU: 2 år og 1 til, fordi forlængelser ikke indberettes. Tjenestens egen standard.',
    en:
      'Longest duration in months by kind where no expected end was reported. ' +
      'FGU: 2 years and 1 more, because extensions are not reported. The service’s own default.',
  },
  {
    state: 'announced',
    id: 'longestMonths',
    version: '3',
    validFrom: '2030-08-01',
    statutory: false,
    law: `${OWN_DEFAULT}; ${SCHOOL_OF_2030}`,
    value: { compulsory: 144, preparatory: 36, 'upper-secondary': 48, vocational: 66, higher: 78, other: 24 },
    da: 'Som version 2, men grundskolen 12 år: specialelever kan tage 9. klasse over to år. Tjenestens egen standard.',
    en:
      'As version 2, but compulsory school 12 years: pupils in special education may take 9th grade over two ' +
      'years. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'qualifyingKinds',
    version: '1',
    value: ['upper-secondary', 'vocational', 'higher'],
    validFrom: FIRST,
    statutory: true,
    law: 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 12 c',
    da:
      'Typer, der giver status gennemført: ungdomsuddannelse og videregående uddannelse. ' +
      'Fordelingen på typer er tjenestens egen.',
    en:
      'Kinds that give completed: youth education and higher education. ' +
      'The division into kinds is the service’s own.',
  },
  {
    state: 'in-force',
    id: 'knownCombinations',
    version: '1',
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    value: [
      ['compulsory', 'preparatory'],
      ['other', 'compulsory'],
      ['other', 'preparatory'],
      ['other', 'upper-secondary'],
      ['other', 'vocational'],
      ['other', 'higher'],
      ['other', 'other'],
    ],
    da:
      'Forløb, der må være aktive samtidig uden konflikt: brobygning fra grundskolen, og andet ved siden af alt. ' +
      'Tjenestens egen standard.',
    en:
      'Courses that may be active together without a conflict: ' +
      'bridge building from school, and other beside anything. The service’s own default.',
  },
  ...CONTACT_DEADLINE,
  {
    state: 'in-force',
    id: 'fullAccessBeforeAge',
    version: '1',
    value: 25,
    validFrom: FIRST,
    statutory: true,
    law: DATA_BASIS,
    da:
      'Fra den 25-års fødselsdag vises kun de oplysninger, loven tillader til og med 29 år. ' +
      'En tidligere ordlyd af § 15 d tillod alle til 30; ' +
      'tjenesten viser efter den nugældende, uanset hvilken dag der spørges om.',
    en:
      'From the 25th birthday only what the law allows up to 29 is shown. ' +
      'An earlier wording of § 15 d allowed all up to 30; ' +
      'the service shows by the present one, whatever day is asked about.',
  },
  {
    state: 'in-force',
    id: 'nameMonthsAlone',
    version: '1',
    value: 12,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'Har ingen kommune haft ansvaret i 12 måneder, destrueres nøglen til navn og egne kontaktoplysninger. ' +
      'Tjenestens egen standard.',
    en:
      'If no municipality has been responsible for 12 months, ' +
      'the key of name and own contact details is destroyed. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'identitiesAnHour',
    version: '1',
    value: 60,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'En vejleder kan få vist højst 60 CPR-numre i timen. Tjenestens egen standard.',
    en: 'An adviser can be shown at most 60 civil numbers an hour. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'missesAnHour',
    version: '1',
    value: 2000,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'En vejleder kan slå højst 2.000 CPR-numre op forgæves i timen. Tjenestens egen standard.',
    en: 'An adviser can look up at most 2,000 civil numbers an hour in vain. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'heldDays',
    version: '1',
    value: 30,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da:
      'En indberetning, hvis emne er ukendt, holdes tilbage i 30 dage, før den bliver et fund. ' +
      'Tjenestens egen standard.',
    en: 'A report whose subject is unknown is held for 30 days before it becomes a finding. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'warningMonths',
    version: '1',
    value: { preparatory: 24 },
    validFrom: FIRST,
    statutory: false,
    law: `${OWN_DEFAULT}; FGU: ${FGU}`,
    da:
      'FGU uden indberettet slut får fra 2 år en advarsel: forlængelser indberettes ikke, spørg skolen. ' +
      'Tjenestens egen standard.',
    en:
      'FGU without a reported end carries a warning from 2 years on: extensions are not reported, ask the school. ' +
      'The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'toldAheadDays',
    version: '1',
    value: 92,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'En afslutning kan indberettes på forhånd; mere end 92 dage frem giver en advarsel. Tjenestens egen standard.',
    en: 'An end may be reported ahead; more than 92 days ahead gives a warning. The service’s own default.',
  },
  {
    state: 'in-force',
    id: 'pseudoEducations',
    version: '1',
    value: ['2997', '3000'],
    validFrom: FIRST,
    statutory: true,
    law: ADMISSION_TEST,
    da:
      'Uddannelserne 2997 (erhvervsuddannelse) og 3000 (gymnasial) betyder ansøgt om optagelsesprøve og er aldrig ' +
      'en indskrivning.',
    en:
      'The educations 2997 (vocational) and 3000 (upper secondary) mean applied for an admission test and are ' +
      'never an enrolment.',
  },
  {
    state: 'in-force',
    id: 'kindsByInstitutionType',
    version: '1',
    value: KINDS_BY_INSTITUTION_TYPE,
    validFrom: FIRST,
    statutory: false,
    law: OWN_DEFAULT,
    da: 'Hvilke typer forløb en institutionstype udbyder; et andet giver en advarsel. Tjenestens egen standard.',
    en: 'Which kinds of course an institution type offers; another one gives a warning. The service’s own default.',
  },
  ...INTAKE_LIMITS,
  ...REPORT_DEADLINES,
];
