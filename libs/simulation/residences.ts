import { ageOn } from '#libs/calendar';
import { type DayNumber, dayText } from './day-number.ts';
import type { Dice } from './dice.ts';
import { fileByRegister, type Filing } from './filing.ts';
import { homeOf, type Municipality } from './landscape.ts';
import { MOVES_A_YEAR } from './rates.data.ts';
import type { Run } from './run.ts';
import type { Told } from './simulated-report.ts';

/** Where somebody lives from a day on. */
export interface Residence {
  readonly from: DayNumber;
  readonly municipality: Municipality;
}

/** What is known of a life while it is told. */
export interface Telling extends Filing {
  readonly told: Told;
  readonly run: Run;
  readonly birth: DayNumber;
  readonly fifteen: DayNumber;
  /** The day the service begins to hear of the person. */
  readonly inScopeFrom: DayNumber;
  /** In order, the first from birth; never empty. */
  readonly residences: readonly Residence[];
}

/** Adults move to a large city as often as anywhere else (assumption). */
const TO_A_CITY = 0.45;

export function residencesOf(dice: Dice, run: Run, birth: DayNumber, inScopeFrom: DayNumber): Residence[] {
  const residences: Residence[] = [{ from: birth, municipality: homeOf(run.landscape, dice) }];
  let day = inScopeFrom;
  while (day < run.until) {
    const years = Math.min(365, run.until - day);
    const age = Math.floor((day - birth) / 365.2425);
    const rate = MOVES_A_YEAR.find(({ beforeAge }) => age < beforeAge)?.rate ?? 0;
    if (dice.chance(rate * (years / 365))) {
      const toCity = age >= 18 && dice.chance(TO_A_CITY);
      const municipality = toCity ? dice.among(run.landscape.cities) : homeOf(run.landscape, dice);
      if (municipality !== residences.at(-1)?.municipality) residences.push({ from: day + dice.between(1, years), municipality });
    }
    day += 365;
  }
  return residences;
}

/** The register states the person and every residence; a move some days late, as people report it (within five days, CPR-loven § 12). */
export function tellRegister(life: Telling): void {
  const { dice, told, run: { landscape: { register } } } = life;
  told.tell('person-registered.v1', register, { birthDate: dayText(life.birth) }, fileByRegister(life, register, life.inScopeFrom));
  for (const { from, municipality } of life.residences) {
    const day = from === life.birth ? life.inScopeFrom : from + dice.between(0, 5);
    told.tell('residence-changed.v1', register, { municipality: municipality.code, from: dayText(from) }, fileByRegister(life, register, day));
  }
}

export function homeOn(residences: readonly Residence[], day: DayNumber): Municipality {
  let home = residences[0] as Residence;
  for (const residence of residences) if (residence.from <= day) home = residence;
  return home.municipality;
}

export function ageAt(birth: DayNumber, day: DayNumber): number {
  return ageOn(dayText(birth), dayText(day));
}
