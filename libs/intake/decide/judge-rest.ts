import { decide } from '#events/deciding/decide';
import type { PersonEvent } from '#events/person-event';
import { personState } from '#events/state/person.evolve';
import { localDay } from '#libs/calendar';
import { ageOn } from '#libs/calendar';
import type { FieldError } from '#libs/problems';
import { contextOf, type JudgingNeeds } from './decide-one.ts';
import type { Known } from '../load/known.ts';
import type { RestOfReport } from '../check/sent-report.ts';

export interface JudgedRest {
  readonly rest: RestOfReport;
  /** The person's key; undefined if the person is not known. */
  readonly stream: string | undefined;
  /** The reporter's own earlier events about the person. */
  readonly own: readonly PersonEvent[];
  readonly known: Known;
}

/**
 * Finds further errors of a report that has errors: those that remain whatever replaces the wrong fields. Uses the
 * report, the lists and the sender's own earlier reports. Judges ages by a civil number that was sent, never by a key.
 */
export function judgeRest(needs: JudgingNeeds, { rest, stream, own, known }: JudgedRest): FieldError[] {
  const { person, receivedAt, sender, isOwn } = rest;
  const birthDate = person && 'cpr' in person ? person.birthDate : undefined;
  const age = birthDate === undefined ? undefined : (day: string) => ageOn(birthDate, day);
  const state = personState(isOwn ? own : []);
  const found = rest.readings.map((report) => {
    const about = { report, receivedAt, numberBirthDate: birthDate ?? localDay(receivedAt), stream };
    const context = contextOf(needs, known, about, age);
    const speaksFor = isOwn
      ? context.mayReport
      : (institution: string) => maySome(needs, sender.reporters, institution, localDay(receivedAt));
    return decide(report, state, { ...context, mayReport: speaksFor }).refusals;
  });
  const [first = [], ...others] = found;
  const stands = (one: FieldError): boolean =>
    others.every((refusals) => refusals.some(({ code, pointer }) => code === one.code && pointer === one.pointer));
  return first.filter((one) => stands(one) && !isAboutWrong(one, rest.wrong));
}

/**
 * Whether any reporter the sender speaks for may report for the institution. A mistaken reporter is thus not counted as
 * a wrong institution too.
 */
function maySome(
  { institutions }: JudgingNeeds,
  reporters: readonly string[],
  institution: string,
  today: string,
): boolean {
  const own = reporters.filter((reporter) => /^[0-9]{6}$/u.test(reporter));
  return own.length === 0 || own.some((reporter) => institutions.belongsTo(institution, reporter, today));
}

/** Whether the error is about a field that is already wrong, a part of it, or the object it is in. */
function isAboutWrong({ pointer }: FieldError, wrong: readonly string[]): boolean {
  return wrong.some((one) => one === pointer || one.startsWith(`${pointer}/`) || pointer.startsWith(`${one}/`));
}
