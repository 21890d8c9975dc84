import type { PersonEvent, PersonHistory } from '#events/person-event';
import { releasesOf } from '#events/standing/releases';
import type { Day } from '#events/model/stored';
import { type AccessDecision, type FieldName, narrowTimeline } from '#libs/access';
import { localDay } from '#libs/calendar';
import type { RecordedEvent } from '#libs/event-store';
import { knownAfter } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import type { Spell } from '#projections/education-status/spell';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import type { Effect } from '#projections/education-status/effect-schema';
import { unlessPoison } from './report-receipt.ts';

type ShortStatus = NonNullable<Effect['status']>['before'];
type CaseEffect = NonNullable<Effect['cases']>[number];

/** The groups of fields an effect can have. */
const SHOWN: readonly FieldName[] = ['status', 'reason', 'case'];

/** The effect at the position from which the report counts: its own position, or the one that gave it standing. */
export function effectFor(
  decision: AccessDecision,
  history: PersonHistory,
  { event, rules }: { event: Pick<RecordedEvent, 'eventId' | 'recordedAt'>; rules: RuleBook },
): Effect {
  if (!decision.allowed) return { fields: [] };
  const day = localDay(event.recordedAt);
  const narrow = decision.fields !== 'all';
  const status = unlessPoison(() => statusEffect(history, rules, { eventId: event.eventId, day, narrow }));
  if (narrow) return { fields: SHOWN.filter((field) => decision.fields.includes(field)), on: day, status };
  return { fields: SHOWN, on: day, status, cases: history.events.flatMap((fact) => caseEffect(fact, event.eventId)) };
}

function statusEffect(
  history: PersonHistory,
  rules: RuleBook,
  { eventId, day, narrow }: { eventId: string; day: Day; narrow: boolean },
): NonNullable<Effect['status']> {
  const position = releasesOf(history.events).get(eventId)?.position;
  const at = history.events.findIndex((event) =>
    position === undefined ? event.eventId === eventId : event.position === position,
  );
  const on = (count: number): ShortStatus => {
    const spells = timeline(knownAfter(history, count), rules);
    return short(statusOn(narrow ? narrowTimeline(spells) : spells, day));
  };
  const [before, after] = [on(at), on(at + 1)];
  return { before, after, changed: before.status !== after.status || before.reason !== after.reason };
}

function short({ status, reason }: Pick<Spell, 'status' | 'reason'>): ShortStatus {
  return { status, ...(reason === undefined ? {} : { reason }) };
}

function caseEffect(fact: PersonEvent, eventId: string): CaseEffect[] {
  if (fact.type === 'follow-up-opened.v1') {
    const { caseId, trigger, knownOn, calendar, due, municipality } = fact.data;
    return trigger.eventId === eventId
      ? [{ caseId, what: 'opened', on: knownOn, dueOn: due[calendar].dueOn, municipality }]
      : [];
  }
  if (!fact.type.startsWith('follow-up-')) return [];
  const { caseId, cause } = fact.data as { caseId: string; cause: string };
  return cause === eventId
    ? [{ caseId, what: fact.type.replace(/^follow-up-|\.v\d+$/g, ''), on: fact.occurredOn }]
    : [];
}
