const SCHOOL = ['compulsory', 'preparatory', 'other'] as const;
const UPPER_SECONDARY = ['upper-secondary', 'preparatory', 'other'] as const;
const HIGHER = ['higher', 'other'] as const;

/**
 * Kinds of course by institution type, for the types of the institution register (copy of November 2025). Types that
 * may offer anything (1026 special needs, 1087 private courses, municipalities, unclassified) are left out and not
 * checked.
 */
export const KINDS_BY_INSTITUTION_TYPE: Readonly<Record<string, readonly string[]>> = {
  '1010': SCHOOL,
  '1011': SCHOOL,
  '1012': SCHOOL,
  '1013': SCHOOL,
  '1014': SCHOOL,
  '1015': SCHOOL,
  '1017': SCHOOL,
  '1019': SCHOOL,
  '1021': ['preparatory', 'other'],
  '1022': ['other'],
  '1023': [...SCHOOL, 'vocational'],
  '1025': ['preparatory', 'other'],
  '1027': ['preparatory', 'other'],
  '1053': [...UPPER_SECONDARY, 'compulsory'],
  '1061': UPPER_SECONDARY,
  '1062': UPPER_SECONDARY,
  '1063': UPPER_SECONDARY,
  '1071': [...UPPER_SECONDARY, 'vocational'],
  '1072': ['vocational', 'other'],
  '1081': [...HIGHER, 'vocational', 'upper-secondary'],
  '1082': [...HIGHER, 'vocational'],
  '1084': [...HIGHER, 'preparatory'],
  '1085': HIGHER,
  '1086': HIGHER,
  '1122': HIGHER,
  '1123': HIGHER,
  '1131': HIGHER,
  '1133': HIGHER,
};
