import { accepted } from '#events/catalogue';
import { WITHDRAWAL_REASONS } from '#events/correction/withdrawal-reasons';
import { AWARENESS_GROUNDS, CONTACT_CHANNELS } from '#events/follow-up/neutral-codes';
import { INTERRUPTION_REASONS } from '#events/interruption/reasons';
import { jsonSchemaOf } from '#libs/validation';

/** The neutral code sets, by the field they are for. */
export const NEUTRAL_CODES = {
  'interruption-reason': INTERRUPTION_REASONS,
  'contact-channel': CONTACT_CHANNELS,
  'awareness-ground': AWARENESS_GROUNDS,
  'withdrawal-reason': WITHDRAWAL_REASONS,
} as const;

/** The neutral codes of every field of the catalogue, as its schemas list them; each list once, in the order found. */
export function neutralCodesInSchemas(): string[][] {
  const lists = new Map<string, string[]>();
  for (const { dataClass } of accepted) {
    if (dataClass === null) continue;
    JSON.stringify(jsonSchemaOf(dataClass), (name, value: unknown) => {
      const codes =
        name === 'then' ? (value as { properties?: { code?: { enum: string[] } } }).properties?.code?.enum : [];
      if (codes !== undefined && codes.length > 0) lists.set(codes.join(), codes);
      return value;
    });
  }
  return [...lists.values()];
}
