import { type FieldErrorCode, isDay } from '#libs/validation';
import type { Day } from '../model/stored.ts';

export interface CivilNumber {
  readonly birthDate: Day;
  /** True if the day has 60 added: a number that no person has. */
  readonly synthetic: boolean;
}

/**
 * Reads a civil number (cpr.dk, "Opbygning af CPR-nummeret"): format, century by the 7th digit, real date. Does not
 * test modulus 11: numbers without it are valid since 2007. A sandbox accepts synthetic numbers only, other tenants
 * none. Returns the code of the error if there is one, never the number.
 */
export function parseCivilNumber(text: string, tenant: { readonly sandbox: boolean }): CivilNumber | FieldErrorCode {
  if (!/^[0-9]{10}$/.test(text)) return 'cpr-format';
  const sentDay = Number(text.slice(0, 2));
  const synthetic = sentDay > 60;
  const day = synthetic ? sentDay - 60 : sentDay;
  const year = centuryOf(Number(text[6]), Number(text.slice(4, 6))) + Number(text.slice(4, 6));
  const birthDate = `${year}-${text.slice(2, 4)}-${String(day).padStart(2, '0')}`;
  if (!isRealDay(birthDate)) return 'cpr-date';
  if (tenant.sandbox && !synthetic) return 'cpr-not-synthetic';
  if (!tenant.sandbox && synthetic) return 'cpr-synthetic';
  return { birthDate, synthetic };
}

function centuryOf(seventh: number, year: number): number {
  if (seventh <= 3) return 1900;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

/** The Gregorian calendar repeats every 400 years, so a day of the 1800s is real if the day 400 years later is. */
function isRealDay(day: Day): boolean {
  return isDay(day.startsWith('18') ? `22${day.slice(2)}` : day);
}
