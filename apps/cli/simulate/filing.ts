import { type DayNumber, MINUTES_A_DAY, type MinuteNumber, officeDay } from './day-number.ts';
import type { Dice } from './dice.ts';
import { ARRIVAL } from './rates.data.ts';
import type { Reporter } from './reporter.ts';
import type { Filed } from './simulated-report.ts';

/** The random draws of a life, and the minute in which it is loaded. */
export interface Filing {
  readonly dice: Dice;
  readonly loadMinute: number;
}

/** Offices register between 06:00 and 14:00 UTC and systems send within the next hour; the local day is the same. */
const FROM_MINUTE = 360;
const BEFORE_MINUTE = 840;
/** Later reports are sent in the nightly batch, 03:00 to 04:59 UTC. */
const NIGHT_FROM = 180;
const NIGHT_BEFORE = 300;

/** The minute of the night in which a life is loaded from a newly connected system: loads go person by person. */
export function loadMinuteOf(dice: Dice): number {
  return dice.between(NIGHT_FROM, NIGHT_BEFORE);
}

/** Times of an institution's report of `day`; never received before `notBefore`, the arrival of what it rests on. */
export function fileByInstitution(
  { dice, loadMinute }: Filing,
  by: Reporter,
  day: DayNumber,
  notBefore: MinuteNumber,
): Filed {
  const written = officeDay(day + writtenAfter(dice));
  const registered = written * MINUTES_A_DAY + dice.between(FROM_MINUTE, BEFORE_MINUTE);
  if (written < by.connected) {
    const loaded = by.connected * MINUTES_A_DAY + loadMinute;
    return { registered: by.sendsTime ? registered : null, received: Math.max(loaded, notBefore) };
  }
  const received = afterSilence(dice, by, arrival(dice, registered, written));
  return { registered: by.sendsTime ? registered : null, received: Math.max(received, notBefore) };
}

/** An authority registers on the day and sends within the hour. */
export function fileByAuthority({ dice }: Filing, by: Reporter, day: DayNumber, notBefore: MinuteNumber): Filed {
  const registered = officeDay(Math.max(day, by.connected)) * MINUTES_A_DAY + dice.between(FROM_MINUTE, BEFORE_MINUTE);
  return { registered, received: Math.max(registered + dice.between(0, 59), notBefore) };
}

/** The civil register sends every night, weekends too; everything known earlier is sent in the first night. */
export function fileByRegister({ loadMinute }: Filing, by: Reporter, day: DayNumber): Filed {
  const night = Math.max(day, by.connected) * MINUTES_A_DAY + loadMinute;
  return { registered: night - 60, received: night };
}

/** Days until a secretary has registered it (assumption): seven of ten at once, the rest within a week or a month. */
function writtenAfter(dice: Dice): number {
  if (dice.chance(0.7)) return dice.between(0, 1);
  return dice.chance(0.67) ? dice.between(2, 7) : dice.between(8, 30);
}

function arrival(dice: Dice, registered: MinuteNumber, written: DayNumber): MinuteNumber {
  const when = dice.pick(ARRIVAL);
  if (when === 'at-once') return registered + dice.between(0, 59);
  const days = when === 'within-a-month' ? dice.between(1, 30) : dice.between(31, 90);
  return (written + days) * MINUTES_A_DAY + dice.between(NIGHT_FROM, NIGHT_BEFORE);
}

/** Reports due during the silence arrive in the first nights after it. */
function afterSilence(dice: Dice, { silentFrom, silentBefore }: Reporter, received: MinuteNumber): MinuteNumber {
  const day = Math.floor(received / MINUTES_A_DAY);
  if (day < silentFrom || day >= silentBefore) return received;
  return (silentBefore + dice.between(0, 2)) * MINUTES_A_DAY + dice.between(NIGHT_FROM, NIGHT_BEFORE);
}
