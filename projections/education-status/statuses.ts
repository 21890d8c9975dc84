/** The primary statuses with their texts (docs/glossary.md). Precedence is in `precedence.ts`. */
export const EDUCATION_STATUSES = {
  'out-of-scope': { da: 'uden for målgruppen', en: 'out of scope' },
  'on-leave': { da: 'på orlov', en: 'on leave' },
  'enrolled-at-risk': { da: 'i uddannelse, frafaldstruet', en: 'in education, at risk of dropping out' },
  enrolled: { da: 'i uddannelse', en: 'in education' },
  'compulsory-school': { da: 'i grundskole', en: 'in compulsory school' },
  'municipal-activity': { da: 'anden aktivitet', en: 'in another activity' },
  exempted: { da: 'fritaget', en: 'exempted' },
  employed: { da: 'i beskæftigelse', en: 'in employment' },
  'awaiting-start': { da: 'optaget, ikke begyndt', en: 'admitted, not yet started' },
  completed: { da: 'gennemført', en: 'completed' },
  interrupted: { da: 'afbrudt', en: 'interrupted' },
  unknown: { da: 'ukendt', en: 'unknown' },
} as const;
export type EducationStatus = keyof typeof EDUCATION_STATUSES;

/** The reasons for a status: always given for `unknown`, and for `interrupted` if there was no interruption. */
export const STATUS_REASONS = {
  'never-reported': { da: 'intet er indberettet', en: 'nothing has been reported' },
  'expected-report-missing': { da: 'en ventet indberetning mangler', en: 'an expected report is missing' },
  'never-started': { da: 'ej mødt', en: 'never turned up' },
  withdrawn: { da: 'alt er trukket tilbage', en: 'all there was has been withdrawn' },
  'compulsory-ended': { da: 'grundskolen er afsluttet', en: 'compulsory school has ended' },
  'preparatory-ended': { da: 'forberedende forløb er afsluttet', en: 'a preparatory course has ended' },
  'other-ended': { da: 'andet forløb er afsluttet', en: 'another course has ended' },
  'not-passed': { da: 'ikke bestået', en: 'not passed' },
} as const;
export type StatusReason = keyof typeof STATUS_REASONS;
