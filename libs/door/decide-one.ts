import { decide, type DecideContext, type Decision } from '#events/decide';
import type { PersonEvent } from '#events/person-event';
import { personState } from '#events/person/person.evolve';
import { ageOn, localDay } from '#libs/calendar';
import type { KnownPerson } from '#libs/person-key';
import { birthDateOf } from '#events/correction/birth-date';
import type { DoorParts } from './accept-reports.ts';
import type { Known } from './known.ts';
import { eventIdOf, type PassedReport } from './sent-report.ts';
import { targetOf } from './targets.ts';

export interface OneReport {
  readonly passed: PassedReport;
  readonly person: KnownPerson;
  /** The person's stream with what this call has added to it. */
  readonly events: readonly PersonEvent[];
  readonly known: Known;
}

export interface OneDecision {
  readonly decision: Decision;
  /** What the log adds to the report's data. */
  readonly added: Readonly<Record<string, unknown>>;
  readonly receivedOn: string;
  /** Whether a name may still be read: until the age from which nobody is shown it. */
  readonly nameReadable: boolean;
}

/** Hands the pure decision what it may know of the world: day, age, register, the whereabouts of a target. */
export function decideOne(parts: DoorParts, { passed, person, events, known }: OneReport): OneDecision {
  const { report, receivedAt } = passed;
  const today = localDay(receivedAt);
  const history = { person: person.person, numberBirthDate: person.numberBirthDate, events };
  const state = personState(events);
  const birthDate = birthDateOf(history, state.reports).day;
  const { scopeFromAge, scopeBeforeAge, fullAccessBeforeAge } = parts.rules.on(today);
  const { institutions } = parts;
  const context: DecideContext = {
    today,
    receivedAt,
    ageOn: (day) => ageOn(birthDate, day),
    scope: { fromAge: scopeFromAge, beforeAge: scopeBeforeAge },
    institution: (number, day) => (institutions.find(number, day) ? 'known' : 'unknown'),
    placeOf: (code, day) => parts.rules.placeOf(code, day),
    mayReport: (institution) => institutions.belongsTo(institution, report.reporter, today),
    isOfOtherPerson: (source, senderId) => {
      const target = known.byEventId.get(eventIdOf(source, senderId));
      return target !== undefined && target.stream !== person.person;
    },
  };
  const target = targetOf(report);
  return {
    decision: decide(report, state, context),
    added: target === undefined ? {} : { target },
    receivedOn: today,
    nameReadable: ageOn(birthDate, today) < fullAccessBeforeAge,
  };
}
