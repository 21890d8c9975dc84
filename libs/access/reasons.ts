import { ProblemError } from '#libs/problems';
import type { Text } from '#libs/problems';

/** Reasons for reading protected data. Codes are part of the contract: add, never rename; never a free text. */
export const REASONS = {
  'contact-duty': { da: 'Den unge skal kontaktes inden for fristen', en: 'The young person must be contacted in time' },
  'urgent-concern': {
    da: 'Bekymring for den unge, der ikke kan vente',
    en: 'A concern for the young person that cannot wait',
  },
  'asked-by-young-person': { da: 'Den unge har selv bedt om det', en: 'The young person asked for it' },
  'particular-case': { da: 'Behandling af en konkret sag', en: 'Handling a particular case' },
  'doubt-of-identity': { da: 'Tvivl om, hvem sagen handler om', en: 'Doubt about whom the case concerns' },
} as const satisfies Record<string, Text>;

export type Reason = keyof typeof REASONS;

const CODES = Object.keys(REASONS) as readonly Reason[];

/** Detail of the problem reason-required: the remedy. */
export const REASON_DETAIL = `X-Reason takes one of: ${CODES.join(', ')}.`;

/**
 * The reason that an `X-Reason` header states.
 * @returns undefined if there is no header
 * @throws ProblemError reason-unknown
 */
export function parseReason(header: string | readonly string[] | undefined): Reason | undefined {
  const stated = typeof header === 'string' ? header.trim().toLowerCase() : header;
  if (stated === undefined || stated.length === 0) return undefined;
  const reason = CODES.find((code) => code === stated);
  if (reason === undefined) throw new ProblemError('reason-unknown', { detail: REASON_DETAIL });
  return reason;
}
