import { ageOn } from '#libs/calendar';
import { type DayNumber, dayText, type MinuteNumber } from './day-number.ts';
import type { Dice } from './dice.ts';
import { fileByRegister, type Filing } from './filing.ts';
import { homeOf, type Municipality } from './landscape.ts';
import { MOVES_A_YEAR } from './rates.data.ts';
import type { Run } from './run.ts';
import type { LifeReports } from './simulated-report.ts';

/** A person's residence from a day on. */
export interface SimulatedResidence {
  readonly from: DayNumber;
  readonly municipality: Municipality;
}

/** What is known of a life while its reports are made. */
export interface ServiceStory extends Filing {
  readonly reports: LifeReports;
  readonly run: Run;
  readonly birth: DayNumber;
  readonly fifteen: DayNumber;
  /** The first day on which the service receives reports about the person. */
  readonly inScopeFrom: DayNumber;
  /** In order, the first from birth; never empty. */
  readonly residences: readonly SimulatedResidence[];
  readonly registered: Registered;
}

/** Adults move to a large city as often as anywhere else (assumption). */
const TO_A_CITY = 0.45;

export function residencesOf(dice: Dice, run: Run, birth: DayNumber, inScopeFrom: DayNumber): SimulatedResidence[] {
  const residences: SimulatedResidence[] = [{ from: birth, municipality: homeOf(run.landscape, dice) }];
  let day = inScopeFrom;
  while (day < run.until) {
    const years = Math.min(365, run.until - day);
    const age = Math.floor((day - birth) / 365.2425);
    const rate = MOVES_A_YEAR.find(({ beforeAge }) => age < beforeAge)?.rate ?? 0;
    if (dice.chance(rate * (years / 365))) {
      const toCity = age >= 18 && dice.chance(TO_A_CITY);
      const municipality = toCity ? dice.among(run.landscape.cities) : homeOf(run.landscape, dice);
      if (municipality !== residences.at(-1)?.municipality)
        residences.push({ from: day + dice.between(1, years), municipality });
    }
    day += 365;
  }
  return residences;
}

/** Arrival of the register's report of each residence; missing if it is after the simulation's end. */
export type Registered = ReadonlyMap<SimulatedResidence, MinuteNumber>;

/** Reports the person and every residence; a move some days late, as notified (within five days, CPR-loven § 12). */
export function reportResidences(life: Omit<ServiceStory, 'registered'>): Registered {
  const {
    dice,
    reports,
    run: {
      landscape: { register },
    },
  } = life;
  reports.add(
    'person-registered.v1',
    register,
    { birthDate: dayText(life.birth) },
    fileByRegister(life, register, life.inScopeFrom),
  );
  const registered = new Map<SimulatedResidence, MinuteNumber>();
  for (const residence of life.residences) {
    const { from, municipality } = residence;
    const day = from === life.birth ? life.inScopeFrom : from + dice.between(0, 5);
    const data = { municipality: municipality.code, from: dayText(from) };
    const report = reports.add('residence-changed.v1', register, data, fileByRegister(life, register, day));
    if (report) registered.set(residence, report.received);
  }
  return registered;
}

export function homeOn(residences: readonly SimulatedResidence[], day: DayNumber): Municipality {
  return residenceOn(residences, day).municipality;
}

function residenceOn(residences: readonly SimulatedResidence[], day: DayNumber): SimulatedResidence {
  let home = residences[0] as SimulatedResidence;
  for (const residence of residences) if (residence.from <= day) home = residence;
  return home;
}

/**
 * When the register makes the municipality of the day known; its reports before that would be held.
 * @returns undefined if it is not known by the simulation's end
 */
export function knownAsHomeAt({ residences, registered }: ServiceStory, day: DayNumber): MinuteNumber | undefined {
  return registered.get(residenceOn(residences, day));
}

export function ageAt(birth: DayNumber, day: DayNumber): number {
  return ageOn(dayText(birth), dayText(day));
}
