import { v5 } from 'uuid';
import { addDays, birthday, dueDate, remainingWorkdays } from '#libs/calendar';
import {
  type Belief,
  type BelievedResidence,
  type BelievedSpell,
  type DatedReport,
  contactClock,
  type FollowUpFact,
  type FollowUpInput,
  type FollowUpTerms,
  type RecordedFact,
} from '#events/follow-up/contact/contact.decide';
import type { Day } from '#events/model/stored';

const CASES = v5('follow-up-cases', v5.URL);
const EVENTS = v5('follow-up-events', v5.URL);

export const eventIdOf = (senderId: string): string => v5(senderId, EVENTS);

/** The Danish ages and workdays; calendar B in municipality 0461 only; school 281001 lies in 0751. */
export const TERMS: FollowUpTerms = {
  rules: {
    version: 'test.1',
    on: () => ({ contactFromAge: 15, contactBeforeAge: 18, contactWorkdays: 5, contactToldWorkdays: 5 }),
    changeDays: [],
    placeOf: (code) =>
      ['0751', '0461', '0851'].includes(code) ? 'municipality' : code.startsWith('095') ? 'abroad' : 'unknown',
    codeChangeDays: [],
    calendarOf: (municipality) => (municipality === '0461' ? 'B' : 'A'),
  },
  calendar: { addDays, birthday, dueDate, remainingWorkdays },
  schoolMunicipality: (institution) => (institution === '281001' ? '0751' : null),
  caseId: (name) => v5(name, CASES),
  eventId: eventIdOf,
};

/** Born so as to be sixteen all through the spring and summer of 2026. */
export const SIXTEEN = '2010-03-01';

/** One report and its change of what is known; the fields that it does not name stay. */
export interface Told {
  readonly on: Day;
  /** Its event id. */
  readonly id: string;
  readonly spells?: readonly BelievedSpell[];
  readonly residences?: readonly (readonly [Day, string])[];
  readonly aware?: Readonly<Record<string, Day>>;
  readonly contacts?: Readonly<Record<string, Day>>;
  /** The municipality that sent its dated reports; by default the one of residence on their day. */
  readonly by?: string;
  readonly withdraws?: string;
  readonly birthDate?: Day;
}

/**
 * The spells with their enrolments: an enrolment is the same as long as school and start are; a status after its end
 * belongs to the enrolment before it.
 */
function recordedFirst(told: readonly BelievedSpell[], before: Belief | undefined, position: number): BelievedSpell[] {
  let last: number | undefined;
  return told.map((spell) => {
    const known = before?.spells.find(
      ({ startsOn, institution }) =>
        startsOn !== undefined && startsOn === spell.startsOn && institution === spell.institution,
    );
    last = spell.firstRecorded ?? (spell.startsOn === undefined ? last : (known?.firstRecorded ?? position));
    return last === undefined ? spell : { ...spell, firstRecorded: last };
  });
}

function believed(before: Belief | undefined, told: Told): Belief {
  const inForce = new Set([...(before?.inForce ?? []), told.id]);
  if (told.withdraws !== undefined) inForce.delete(told.withdraws);
  const residences =
    told.residences?.map(([from, municipality]): BelievedResidence => ({ from, municipality, eventId: told.id })) ??
    before?.residences ??
    [];
  const position = (before?.position ?? 0) + 1;
  const dated = (reports: Readonly<Record<string, Day>>, known: readonly DatedReport[] = []) =>
    Object.entries(reports).map(([eventId, on]): DatedReport => {
      const same = known.find((report) => report.eventId === eventId);
      const municipality =
        told.by ?? same?.municipality ?? residences.findLast(({ from }) => from <= on)?.municipality ?? '0751';
      return { eventId, on, municipality, reportedOn: same?.on === on ? same.reportedOn : told.on };
    });
  return {
    eventId: told.id,
    position,
    recordedOn: told.on,
    birthDate: told.birthDate ?? before?.birthDate ?? SIXTEEN,
    spells: told.spells ? recordedFirst(told.spells, before, position) : (before?.spells ?? []),
    residences,
    aware: told.aware ? dated(told.aware, before?.aware) : (before?.aware ?? []),
    contacts: told.contacts ? dated(told.contacts, before?.contacts) : (before?.contacts ?? []),
    inForce,
  };
}

/** The states of knowledge after each report, in the order of the log. */
export function beliefsFrom(story: readonly Told[]): Belief[] {
  const beliefs: Belief[] = [];
  for (const told of story) beliefs.push(believed(beliefs.at(-1), told));
  return beliefs;
}

export function record(facts: readonly FollowUpFact[]): RecordedFact[] {
  return facts.map(({ type, senderId, occurredOn, data }) => ({
    type,
    senderId,
    eventId: eventIdOf(senderId),
    occurredOn,
    data,
  }));
}

export function input(
  story: readonly Told[],
  today: Day,
  recorded: readonly RecordedFact[] = [],
  terms = TERMS,
): FollowUpInput {
  return { person: '00000000-0000-4000-8000-000000000001', beliefs: beliefsFrom(story), recorded, today, terms };
}

/** A person's spells by the day each begins: `'interrupted'`, `'unknown never-started'`, `'enrolled'`. */
export function spells(table: Readonly<Record<Day, string>>, extra: Partial<BelievedSpell> = {}): BelievedSpell[] {
  return Object.entries(table).map(([from, words]) => {
    const [status = '', reason] = words.split(' ');
    const active = ['enrolled', 'compulsory-school', 'on-leave'].includes(status);
    return {
      from,
      status,
      since: from,
      institution: '281001',
      ...(reason ? { reason } : {}),
      ...(active ? { startsOn: from } : {}),
      ...extra,
    };
  });
}

/** Facts as lines to read: day, kind, and the figures that matter; cases numbered in the order they appear. */
export function lines(facts: readonly FollowUpFact[]): string[] {
  const cases = [...new Set(facts.map((fact) => fact.data.caseId))];
  return facts.map((fact) => `${fact.occurredOn} #${cases.indexOf(fact.data.caseId) + 1} ${said(fact)}`);
}

function said(fact: FollowUpFact): string {
  switch (fact.type) {
    case 'follow-up-opened.v1': {
      const { trigger, knownOn, calendar, due, municipality, ground } = fact.data;
      return (
        `opened by ${trigger.kind} ${trigger.eventId}, known ${knownOn}, due ${due[calendar].dueOn}, ` +
        `${municipality} (${ground})`
      );
    }
    case 'follow-up-rescheduled.v1':
      return (
        `rescheduled by ${fact.data.cause}, known ${fact.data.knownOn}, ` +
        `due ${fact.data.due[fact.data.calendar].dueOn}`
      );
    case 'follow-up-handed-over.v1':
      return (
        `handed over by ${fact.data.cause}, ${fact.data.from} to ` +
        `${fact.data.to}${fact.data.ground === 'residence' ? '' : ` (${fact.data.ground})`}, ` +
        `${fact.data.remainingWorkdays} left, due ${fact.data.dueOn}`
      );
    case 'follow-up-closed.v1':
      return (
        `closed by ${fact.data.cause} of ${fact.data.on}, ` +
        `${(fact.data.timing ?? '').replace('-', ' ').replace('-', ' ')}`
      );
    case 'follow-up-cancelled.v1':
      return `cancelled by ${fact.data.cause}, ${fact.data.why}`;
    case 'follow-up-breached.v1':
      return `breached, due ${fact.data.dueOn}`;
  }
}

/** The facts that the service records until `today` if it is asked once, then. */
export function told(story: readonly Told[], today: Day): string[] {
  return lines(contactClock.decide(input(story, today)));
}
