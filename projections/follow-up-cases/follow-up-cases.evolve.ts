import { birthday } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import { birthDateOf } from '#events/state/birth-date';
import type { ClockName } from '#events/follow-up/clock-names';
import type { FollowUpData } from '#events/follow-up/follow-up.event';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { CaseRow, TriggerReport } from './case-row.ts';

type FollowUpEvent = Extract<PersonEvent, { type: keyof FollowUpData }>;
type Opened = Extract<FollowUpEvent, { type: 'follow-up-opened.v1' }>;
type Later = Exclude<FollowUpEvent, Opened>;

const isFollowUp = (event: PersonEvent): event is FollowUpEvent => event.type.startsWith('follow-up-');

/** The cases of a person as known after `history.events`, in the order they were opened. Pure. */
export function casesOf(history: PersonHistory, rules: Pick<RuleBook, 'on'>): CaseRow[] {
  const cases = new Map<string, CaseRow>();
  for (const event of history.events) {
    if (!isFollowUp(event)) continue;
    if (event.type === 'follow-up-opened.v1') cases.set(event.data.caseId, opened(event, history));
    else {
      const standing = cases.get(event.data.caseId);
      if (standing) cases.set(standing.caseId, evolve(standing, event));
    }
  }
  if (cases.size === 0) return [];
  const birthDate = birthDateOf(history).day;
  return [...cases.values()].map((row) => ({ ...row, turned18On: findTurned(row, birthDate, rules) }));
}

function opened({ data, recordedAt, occurredOn }: Opened, history: PersonHistory): CaseRow {
  return {
    caseId: data.caseId,
    person: history.person,
    clock: data.clock,
    state: 'open',
    municipality: data.municipality,
    ground: data.ground,
    groundSince: occurredOn,
    knownOn: data.knownOn,
    calendar: data.calendar,
    dueOn: data.due[data.calendar].dueOn,
    due: data.due,
    rule: data.rule,
    ruleVersion: data.ruleVersion,
    trigger: data.trigger,
    report: findReport(history, data.trigger.decidedBy),
    openedAt: recordedAt,
    reopens: data.reopens ?? null,
    reschedules: [],
    handovers: [],
    formerMunicipalities: [],
    breachedOn: null,
    closedOn: null,
    closedCause: null,
    inTime: null,
    timing: null,
    toldOn: null,
    cancelledOn: null,
    cancelledCause: null,
    cancelledWhy: null,
    turned18On: null,
  };
}

function findReport({ events }: PersonHistory, id: string): TriggerReport | null {
  const report = events.find(({ eventId }) => eventId === id);
  if (!report) return null;
  const { eventId, type, reporter, occurredOn, registeredAt, receivedAt, recordedAt } = report;
  return { eventId, type, reporter, occurredOn, registeredAt, receivedAt, recordedAt };
}

/** Applies a later fact to a case. The compiler checks that the switch is exhaustive. */
export function evolve(row: CaseRow, event: Later): CaseRow {
  switch (event.type) {
    case 'follow-up-rescheduled.v1': {
      const { knownOn, cause, calendar, due } = event.data;
      return {
        ...row,
        knownOn,
        calendar,
        due,
        dueOn: due[calendar].dueOn,
        reschedules: [...row.reschedules, { cause, knownOn }],
      };
    }
    case 'follow-up-handed-over.v1':
      return handedOver(row, event.data);
    case 'follow-up-closed.v1':
      return closed(row, event.data);
    case 'follow-up-cancelled.v1':
      return {
        ...row,
        state: 'cancelled',
        cancelledOn: event.data.on,
        cancelledCause: event.data.cause,
        cancelledWhy: event.data.why,
      };
    case 'follow-up-breached.v1':
      return { ...row, state: 'breached', breachedOn: event.data.on };
  }
}

function closed(row: CaseRow, { on, cause, inTime, timing, toldOn }: FollowUpData['follow-up-closed.v1']): CaseRow {
  return {
    ...row,
    state: 'closed',
    closedOn: on,
    closedCause: cause,
    inTime,
    timing: timing ?? (inTime ? 'in-time' : 'late'),
    toldOn: toldOn ?? null,
  };
}

/** A change of ground alone marks the case, which stays with its holder. */
function handedOver(row: CaseRow, fact: FollowUpData['follow-up-handed-over.v1']): CaseRow {
  const { on, from, to, cause, remainingWorkdays, dueOn, calendar, due, ground = 'residence' } = fact;
  const former = [...row.formerMunicipalities, ...(from === null ? [] : [from])];
  return {
    ...row,
    municipality: to,
    ground,
    groundSince: on,
    calendar,
    due,
    dueOn,
    handovers:
      from === to ? row.handovers : [...row.handovers, { on, from, to, ground, cause, remainingWorkdays, dueOn }],
    // A case that returned to its former holder: the holder is not a former one.
    formerMunicipalities: [...new Set(former)].filter((municipality) => municipality !== to),
  };
}

/** The age from which each clock no longer covers a person. */
const UPPER_AGE: { readonly [Name in ClockName]: (limits: ReturnType<RuleBook['on']>) => number } = {
  contact: ({ contactBeforeAge }) => contactBeforeAge,
};

function findTurned(row: CaseRow, birthDate: Day, rules: Pick<RuleBook, 'on'>): Day | null {
  const day = birthday(birthDate, UPPER_AGE[row.clock](rules.on(row.knownOn)));
  const until = [row.dueOn, row.closedOn ?? row.dueOn, row.cancelledOn ?? row.dueOn].sort()[0] ?? row.dueOn;
  return row.knownOn < day && day <= until ? day : null;
}
