import type { Pool } from 'pg';
import type { EventType, PersonEvent, PersonHistory } from '#events/person-event';
import type { FeedEntry } from '#libs/event-store';
import { partitionOf } from '#libs/subscriptions';
import type { OutgoingMessage } from '#libs/kafka';
import { knownAfter, loadHistories } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { timeline } from '#projections/education-status/education-status.evolve';
import { educationStatus } from '#projections/education-status/projection';
import { casesOf } from '#projections/follow-up-cases/follow-up-cases.evolve';
import { followUpCases } from '#projections/follow-up-cases/projection';
import { toShownSpell } from '#projections/education-status/shown-spell';
import { CASES_TOPIC, getCount, type PartitionCounts, STATUS_TOPIC } from './topics.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The states that a page changed: whole timelines and cases as known at the page's last event of the person. */
export async function stateMessages(
  {
    pool,
    rules,
    onSkipped,
  }: { readonly pool: Pool; readonly rules: RuleBook; readonly onSkipped: (error: unknown) => void },
  events: readonly FeedEntry[],
  counts: PartitionCounts,
): Promise<OutgoingMessage[]> {
  const spans = spansOf(events, rules);
  const histories = spans.size === 0 ? [] : await loadHistories(pool, [...spans.keys()]);
  return histories.flatMap((history) => {
    const { from, to } = spans.get(history.person) ?? { from: 1, to: 0 };
    const [before, after] = [knownAfter(history, from - 1), knownAfter(history, to)];
    try {
      return [...statusMessage(rules, before, after, counts), ...caseMessages(rules, before, after, counts)];
    } catch (error) {
      // A person that the readers park must not delay the events of all others.
      onSkipped(error);
      return [];
    }
  });
}

/** First and last version on the page for each person whose timeline or cases it can change. */
function spansOf(events: readonly FeedEntry[], rules: RuleBook): Map<string, { from: number; to: number }> {
  const [status, cases] = [educationStatus(rules).caresFor, followUpCases(rules).caresFor];
  const spans = new Map<string, { from: number; to: number }>();
  for (const { stream, version, type } of events) {
    if (version > 1 && !status[type as EventType] && !cases[type as EventType]) continue;
    const span = spans.get(stream);
    if (span) span.to = version;
    else spans.set(stream, { from: version, to: version });
  }
  return spans;
}

/** One message if the timeline differs from before; none if only the day's status moves on along it. */
function statusMessage(
  rules: RuleBook,
  before: PersonHistory,
  after: PersonHistory,
  counts: PartitionCounts,
): OutgoingMessage[] {
  const last = after.events.at(-1);
  const spells = spellsOf(rules, after);
  if (!last || (before.events.length > 0 && JSON.stringify(spellsOf(rules, before)) === JSON.stringify(spells)))
    return [];
  const value = { person: after.person, knownAt: knownAt(last), rules: rules.version, spells };
  return [
    {
      topic: STATUS_TOPIC,
      partition: partitionOf(after.person, getCount(counts, STATUS_TOPIC)),
      key: after.person,
      headers: headersOf(last),
      value: JSON.stringify(value),
    },
  ];
}

function spellsOf(rules: RuleBook, known: PersonHistory) {
  return timeline(known, rules).map((spell) => toShownSpell({ ...spell, ruleVersion: rules.version }));
}

function caseMessages(
  rules: RuleBook,
  before: PersonHistory,
  after: PersonHistory,
  counts: PartitionCounts,
): OutgoingMessage[] {
  const last = after.events.at(-1);
  const earlier = new Set(casesOf(before, rules).map((row) => JSON.stringify(row)));
  const changed = casesOf(after, rules).filter((row) => !earlier.has(JSON.stringify(row)));
  if (!last || changed.length === 0) return [];
  const partition = partitionOf(after.person, getCount(counts, CASES_TOPIC));
  return changed.map((row) => ({
    topic: CASES_TOPIC,
    partition,
    key: row.caseId,
    headers: headersOf(last),
    value: JSON.stringify({ knownAt: knownAt(last), ...row }),
  }));
}

function knownAt({ position, recordedAt }: PersonEvent): { position: number; time: string } {
  return { position, time: recordedAt };
}

/** Headers of the event that caused the state. */
function headersOf({ eventId, type, position, stream, version }: PersonEvent): Record<string, string> {
  return {
    'content-type': JSON_TYPE,
    'event-id': eventId,
    'event-type': type,
    person: stream,
    version: String(version),
    position: String(position),
  };
}
