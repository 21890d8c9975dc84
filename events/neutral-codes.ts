import { AWARENESS_GROUNDS, CONTACT_CHANNELS } from './follow-up/neutral-codes.ts';
import { INTERRUPTION_REASONS } from './interruption/reasons.ts';
import { WITHDRAWAL_REASONS } from './correction/withdrawal-reasons.ts';

/** A neutral code in words. */
export interface NeutralCode {
  readonly da: string;
  readonly en: string;
}

/** The neutral code sets, by the field they are for. Sent as `{ "system": "neutral", "code": … }`. */
export const NEUTRAL_CODES = {
  'interruption-reason': INTERRUPTION_REASONS,
  'contact-channel': CONTACT_CHANNELS,
  'awareness-ground': AWARENESS_GROUNDS,
  'withdrawal-reason': WITHDRAWAL_REASONS,
} as const satisfies Record<string, Readonly<Record<string, NeutralCode>>>;

export type NeutralList = keyof typeof NEUTRAL_CODES;

export function neutralCodes(list: NeutralList): readonly string[] {
  return Object.keys(NEUTRAL_CODES[list]);
}
