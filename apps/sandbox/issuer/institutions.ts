/** The part of a row of the institution register that the sandbox needs. */
export interface SandboxInstitution {
  /** Six digits. */
  readonly number: string;
  readonly name: string;
  /** Institution type of the register, four digits. */
  readonly type: string;
  /** Municipality of its address, four digits. */
  readonly municipality: string;
  /** Number of the main school, for a department. */
  readonly mainInstitution?: string;
}

/** All made up. The register of November 2025 ends at 961001: numbers from 990000 on belong to no institution. */
export const SANDBOX_INSTITUTIONS: readonly SandboxInstitution[] = [
  { number: '990110', name: 'Erhvervsskolen Fjordhavn', type: '1071', municipality: '0751' },
  {
    number: '990111',
    name: 'Erhvervsskolen Fjordhavn, Værftet',
    type: '1071',
    municipality: '0751',
    mainInstitution: '990110',
  },
  { number: '990120', name: 'Håndværkerskolen Solbakken', type: '1071', municipality: '0461' },
  {
    number: '990121',
    name: 'Håndværkerskolen Solbakken, Åparken',
    type: '1071',
    municipality: '0461',
    mainInstitution: '990120',
  },
  { number: '990210', name: 'Klitborg Gymnasium', type: '1061', municipality: '0751' },
  { number: '990220', name: 'Birkelund Gymnasium', type: '1061', municipality: '0461' },
  { number: '990310', name: 'FGU Morgenlyset', type: '1027', municipality: '0461' },
  { number: '990410', name: 'Produktionsskolen Tangværket', type: '1025', municipality: '0751' },
  { number: '990510', name: 'Efterskolen Lyngtoften', type: '1010', municipality: '0751' },
  { number: '990610', name: 'Stjerneskolen', type: '1012', municipality: '0461' },
  { number: '990710', name: 'Professionshøjskolen Nordlys', type: '1085', municipality: '0101' },
  { number: '990720', name: 'Erhvervsakademiet Sydhavnen', type: '1086', municipality: '0101' },
  { number: '990730', name: 'Konservatoriet Tonesiden', type: '1087', municipality: '0101' },
];
