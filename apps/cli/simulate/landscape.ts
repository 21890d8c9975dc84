import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { ListedInstitution } from '#libs/institutions';
import type { DayNumber } from './day-number.ts';
import type { Dice, Shares } from './dice.ts';
import { CITIES, MUNICIPALITIES } from './municipalities.data.ts';
import {
  authorityReporter,
  CIVIL_REGISTER,
  GUIDANCE,
  institutionReporter,
  JOBCENTRES,
  type Reporter,
} from './reporter.ts';

export interface Municipality {
  readonly code: string;
  readonly guidance: Reporter;
  readonly jobcentre: Reporter;
  /** Institutions that its young people attend, by kind; never empty. */
  readonly institutions: Readonly<Record<EnrolmentKind, readonly Reporter[]>>;
}

/** The reporters of the simulated country. */
export interface Landscape {
  readonly municipalities: Shares<Municipality>;
  /** Destinations of adults who move. */
  readonly cities: readonly Municipality[];
  readonly register: Reporter;
  readonly institutions: readonly ListedInstitution[];
  readonly reporters: readonly Reporter[];
}

/** Institutions by kind: one in so many municipalities, so many more per large city, and the type in the register. */
const PLAN: readonly { kind: EnrolmentKind; name: string; type: string; oneIn: number; inCities: number }[] = [
  { kind: 'compulsory', name: 'Skolen', type: '1012', oneIn: 1, inCities: 9 },
  { kind: 'upper-secondary', name: 'Gymnasiet', type: '1061', oneIn: 1, inCities: 5 },
  { kind: 'vocational', name: 'Erhvervsskolen', type: '1071', oneIn: 2, inCities: 2 },
  { kind: 'preparatory', name: 'FGU', type: '1027', oneIn: 4, inCities: 0 },
  { kind: 'higher', name: 'Højskolecampus', type: '1085', oneIn: 9, inCities: 3 },
];
/** The register of November 2025 ends at 961001; the sandbox has its own numbers below 991000. */
const FIRST_NUMBER = 991_000;

interface Placed {
  readonly kind: EnrolmentKind;
  readonly at: number;
  readonly institution: ListedInstitution;
}

/** Places institutions in the municipalities; the same list for every seed, only their habits differ. */
export function landscapeOf(seed: number, from: DayNumber, until: DayNumber): Landscape {
  const placed = placeInstitutions();
  const reporterOf = new Map(
    placed.map(({ institution: { number } }) => [number, institutionReporter(number, seed, { from, until })]),
  );
  const shares = MUNICIPALITIES.map((code, at): [Municipality, number] => {
    const institutions = Object.fromEntries(
      [...PLAN.map(({ kind }) => kind), 'other' as const].map((kind) => [
        kind,
        nearest(placed, kind, at).map((number) => reporterOf.get(number)),
      ]),
    ) as unknown as Municipality['institutions'];
    const guidance = authorityReporter(`municipality-${code}`, GUIDANCE, from);
    const jobcentre = authorityReporter(`jobcentre-${code}`, JOBCENTRES, from);
    return [{ code, guidance, jobcentre, institutions }, weightOf(code)];
  });
  const register = authorityReporter('cpr', CIVIL_REGISTER, from);
  const all = shares.map(([municipality]) => municipality);
  return {
    municipalities: shares,
    cities: all.filter(({ code }) => CITIES.some(([city]) => city === code)),
    register,
    institutions: placed.map(({ institution }) => institution),
    reporters: [register, ...reporterOf.values(), ...all.flatMap(({ guidance, jobcentre }) => [guidance, jobcentre])],
  };
}

function placeInstitutions(): Placed[] {
  const placed: Placed[] = [];
  for (const { kind, name, type, oneIn, inCities } of PLAN) {
    for (const [at, municipality] of MUNICIPALITIES.entries()) {
      const count = (at % oneIn === 0 ? 1 : 0) + (CITIES.some(([code]) => code === municipality) ? inCities : 0);
      for (let one = 0; one < count; one += 1) {
        const number = String(FIRST_NUMBER + placed.length);
        placed.push({ kind, at, institution: { number, name: `${name} ${number.slice(2)}`, type, municipality } });
      }
    }
  }
  return placed;
}

/** The institutions of a kind in the municipality, else those of the nearest one in the list that has any. */
function nearest(placed: readonly Placed[], kind: EnrolmentKind, at: number): string[] {
  const ofKind = placed.filter((one) => one.kind === kind);
  const distance = Math.min(...ofKind.map((one) => Math.abs(one.at - at)));
  return ofKind.filter((one) => Math.abs(one.at - at) === distance).map(({ institution }) => institution.number);
}

function weightOf(code: string): number {
  const inCities = CITIES.reduce((sum, [, percent]) => sum + percent, 0);
  return CITIES.find(([city]) => city === code)?.[1] ?? (100 - inCities) / (MUNICIPALITIES.length - CITIES.length);
}

/** Municipality of birth. Picking from a hundred shares is the slowest draw of all, so it is drawn once per life. */
export function homeOf({ municipalities }: Landscape, dice: Dice): Municipality {
  return dice.pick(municipalities);
}
