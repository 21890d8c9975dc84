/** Types of the institution register, for institutions whose row has the number alone. */
const NAMES: Readonly<Record<string, string>> = {
  '1010': 'Efterskole',
  '1011': 'Efterskole',
  '1012': 'Grundskole',
  '1025': 'Produktionsskole',
  '1027': 'FGU',
  '1061': 'Gymnasium',
  '1071': 'Erhvervsskole',
  '1085': 'Professionshøjskole',
  '1086': 'Erhvervsakademi',
};

/** The register's own words for a type; else ours; else its number. */
export const institutionTypeName = (type: string, ofRegister: string | null = null): string =>
  ofRegister ?? NAMES[type] ?? `Type ${type}`;
