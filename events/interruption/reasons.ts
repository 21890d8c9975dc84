import type { Code } from '../model/stored.ts';

/** Neutral reasons for an interruption. `never-started` is an event of its own. */
export const INTERRUPTION_REASONS = {
  'changed-programme': {
    da: 'Skiftet uddannelse på samme institution',
    en: 'Changed programme at the same institution',
  },
  'changed-institution': { da: 'Skiftet institution', en: 'Changed institution' },
  employment: { da: 'Kommet i arbejde', en: 'Took a job' },
  health: { da: 'Helbred', en: 'Health' },
  'personal-social': { da: 'Personlige eller sociale forhold', en: 'Personal or social circumstances' },
  'wrong-choice': { da: 'Fejlvalg eller manglende motivation', en: 'Wrong choice or lack of motivation' },
  'absence-discipline': { da: 'Fravær eller brud på skolens regler', en: "Absence or breach of the school's rules" },
  academic: { da: 'Faglige vanskeligheder', en: 'Academic difficulties' },
  moved: { da: 'Flyttet', en: 'Moved' },
  'military-or-abroad': { da: 'Værnepligt eller udlandsophold', en: 'Military service or a stay abroad' },
  leave: { da: 'Orlov uden tilbagevenden', en: 'Leave without return' },
  administrative: { da: 'Administrativ årsag', en: 'Administrative reason' },
  other: { da: 'Anden årsag', en: 'Other reason' },
  unknown: { da: 'Ukendt årsag', en: 'Unknown reason' },
} as const;

export type InterruptionReason = keyof typeof INTERRUPTION_REASONS;

/** Codes for leavers in the Norwegian county reports (Udir, code book B06), the only public list with meanings. */
const NORWEGIAN: Readonly<Record<string, InterruptionReason>> = {
  AP: 'changed-programme',
  AR: 'employment',
  AS: 'changed-institution',
  FL: 'moved',
  FR: 'absence-discipline',
  FV: 'wrong-choice',
  LA: 'employment',
  MI: 'military-or-abroad',
  PM: 'leave',
  UV: 'military-or-abroad',
  AF: 'other',
};

/** Mappings of raw code sets. The Danish list is not public and is added by configuration. */
const MAPPINGS: Readonly<Record<string, Readonly<Record<string, InterruptionReason>>>> = { 'udir-b06': NORWEGIAN };

/** The neutral reason of a raw code: `unknown` if the code or its system has no mapping. */
export function neutralReason(code: Code): InterruptionReason {
  if (code.system === 'neutral') return isReason(code.code) ? code.code : 'unknown';
  const mapping = Object.hasOwn(MAPPINGS, code.system) ? MAPPINGS[code.system] : undefined;
  return mapping !== undefined && Object.hasOwn(mapping, code.code) ? (mapping[code.code] ?? 'unknown') : 'unknown';
}

function isReason(code: string): code is InterruptionReason {
  return Object.hasOwn(INTERRUPTION_REASONS, code);
}
