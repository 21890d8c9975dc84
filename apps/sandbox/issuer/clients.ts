import type { Role } from '#libs/identity';

/** A ready-made client of the sandbox. Its id is also its system id in `/systems/{id}/reporters/{reporter}`. */
export interface SandboxClient {
  readonly id: string;
  readonly role: Role;
  readonly reporters?: readonly string[];
  readonly municipality?: string;
  /** The one way in which it authenticates at the token endpoint. */
  readonly authentication: 'client_secret_basic' | 'private_key_jwt';
}

const bySecret = { authentication: 'client_secret_basic' } as const;
const byKey = { authentication: 'private_key_jwt' } as const;

/** The study-administration systems report for different institutions: neither may change data of the other. */
export const SANDBOX_CLIENTS: readonly SandboxClient[] = [
  { id: 'sa-nord', role: 'source-system', reporters: ['990110', '990111', '990210', '990410', '990510'], ...bySecret },
  { id: 'sa-syd', role: 'source-system', reporters: ['990120', '990121', '990220', '990310', '990610'], ...bySecret },
  { id: 'sa-oest', role: 'source-system', reporters: ['990710', '990720'], ...bySecret },
  { id: 'cpr', role: 'register', reporters: ['cpr'], ...bySecret },
  { id: 'income-register', role: 'register', reporters: ['income-register'], ...bySecret },
  // Its check digit is wrong on purpose: no company can have this CVR number.
  { id: 'company-99000001', role: 'company', reporters: ['company-99000001'], ...bySecret },
  { id: 'jobcentre-0751', role: 'jobcentre', reporters: ['jobcentre-0751'], municipality: '0751', ...bySecret },
  { id: 'adviser-0751', role: 'adviser', reporters: ['municipality-0751'], municipality: '0751', ...bySecret },
  { id: 'adviser-0461', role: 'adviser', reporters: ['municipality-0461'], municipality: '0461', ...bySecret },
  { id: 'monitor', role: 'monitor', ...bySecret },
  { id: 'dpo', role: 'data-protection-officer', ...bySecret },
  { id: 'operator', role: 'operator', ...bySecret },
  { id: 'sa-key', role: 'source-system', reporters: ['990730'], ...byKey },
];

/** @returns undefined if no sandbox client has the id */
export function findSandboxClient(id: string): SandboxClient | undefined {
  return SANDBOX_CLIENTS.find((client) => client.id === id);
}
