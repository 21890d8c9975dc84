import type { Role } from '#libs/identity';
import { ProblemError } from '#libs/problems';

/**
 * The purposes of reading about a person, and the roles that can have each. Codes are part of the contract: add, never
 * rename.
 */
export const PURPOSES = {
  'follow-up': {
    da: 'Opfølgning på pligten for 15-17-årige',
    en: 'Following up the duty of 15-17-year-olds',
    law: 'LBK 953/2024 § 2 a; BEK 512/2025 § 29',
    roles: ['adviser'],
  },
  guidance: {
    da: 'Vejledning om uddannelse og erhverv, også opsøgende',
    en: 'Guidance on education and work, outreach included',
    law: 'LBK 953/2024 § 15 d; BEK 512/2025',
    roles: ['adviser'],
  },
  'education-plan': {
    da: 'Uddannelsesplan: udarbejdelse og opfølgning',
    en: 'Education plan: making it and following it up',
    law: 'LBK 953/2024 §§ 2 a, 15 d',
    roles: ['adviser'],
  },
  'case-handling': {
    da: 'Behandling af en konkret sag i den kommunale ungeindsats',
    en: 'Handling a particular case of the municipal youth effort',
    law: 'LBK 953/2024 § 15 d',
    roles: ['adviser', 'jobcentre'],
  },
  'employment-effort': {
    da: 'Beskæftigelsesrettet indsats, herunder uddannelsespålæg',
    en: 'Labour-market effort, education orders included',
    law: 'LBK 953/2024 § 15 d',
    roles: ['adviser', 'jobcentre'],
  },
  supervision: {
    da: 'Tilsyn og kontrol med behandlingen af oplysninger',
    en: 'Supervision of how the data are used',
    law: 'Databeskyttelsesforordningen artikel 39',
    roles: ['adviser', 'data-protection-officer'],
  },
  'own-insight': {
    da: 'Egen indsigt',
    en: "The young person's own insight",
    law: 'Databeskyttelsesforordningen artikel 15',
    roles: ['young-person'],
  },
  'own-report': {
    da: 'Egen indberetning: hvilken virkning den fik',
    en: "The sender's own report: what effect it had",
    law: 'LBK 953/2024 §§ 12 c, 15 d; databeskyttelsesforordningen artikel 5, stk. 1, litra d',
    roles: ['adviser', 'source-system', 'register', 'company', 'jobcentre', 'institution'],
    stated: 'by-service',
  },
} as const satisfies Record<string, PurposeText>;

export type Purpose = keyof typeof PURPOSES;

export interface PurposeText {
  readonly da: string;
  readonly en: string;
  readonly law: string;
  readonly roles: readonly Role[];
  /** Stated by the service for a call of its own; an `X-Purpose` header cannot state it. */
  readonly stated?: 'by-service';
}

const CODES = (Object.keys(PURPOSES) as readonly Purpose[]).filter((code) => !('stated' in PURPOSES[code]));

/** Whether the role can have the purpose. */
export function purposeIsOf(role: Role, purpose: Purpose): boolean {
  const { roles }: PurposeText = PURPOSES[purpose];
  return roles.includes(role);
}

/**
 * The purpose that an `X-Purpose` header states.
 * @throws ProblemError purpose-missing or purpose-unknown
 */
export function parsePurpose(header: string | readonly string[] | undefined): Purpose {
  const stated = typeof header === 'string' ? header.trim().toLowerCase() : header;
  const detail = `X-Purpose takes one of: ${CODES.join(', ')}.`;
  if (stated === undefined || stated.length === 0) throw new ProblemError('purpose-missing', { detail });
  const purpose = CODES.find((code) => code === stated);
  if (purpose === undefined) throw new ProblemError('purpose-unknown', { detail });
  return purpose;
}
