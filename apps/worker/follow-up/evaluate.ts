import type { Pool, PoolClient } from 'pg';
import { decideFollowUp, type FollowUpFact, type FollowUpInput, nextWakeUp } from '#events/follow-up/follow-up.decide';
import type { PersonHistory } from '#events/person-event';
import { localDay } from '#libs/calendar';
import type { Clock } from '#libs/clock';
import { eventIdOf } from '#libs/door';
import { type EventStore, IdentityConflict, type NewEvent, VersionConflict } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import { loadHistories } from '#libs/person-history';
import type { Keyring } from '#libs/person-key';
import type { RuleBook } from '#libs/rules';
import { beliefsOf, recordedFactsOf } from './beliefs.ts';
import { followUpTerms, OWN_REPORTER, OWN_SOURCE } from './terms.ts';

export interface PolicyParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly keyring: Keyring;
  readonly onAppended: () => void;
}

/** Racing writers take a round each; more than this and something is wrong that trying again does not mend. */
const MOST_ROUNDS = 100;

/**
 * Looks at persons whole and states what follows and is not stated yet. Asking twice states nothing twice: the
 * decision knows its own facts, and their ids are those of (case, what, day).
 * @returns how many facts were stated
 */
export async function evaluatePersons(parts: PolicyParts, persons: readonly string[]): Promise<number> {
  let waiting = [...new Set(persons)];
  let stated = 0;
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('other writers kept winning, or a fact is refused that the stream does not show');
    const again: string[] = [];
    const looks: { person: string; lookOn: string | null }[] = [];
    for (const history of await loadHistories(parts.pool, waiting)) {
      const input = inputOf(parts, history);
      const facts = decideFollowUp(input);
      if (facts.length === 0) looks.push({ person: history.person, lookOn: nextWakeUp(input) });
      else {
        if (await tryAppend(parts, history, facts)) stated += facts.length;
        // Looked at again with the facts in the stream: the next wake-up is told by the second look.
        again.push(history.person);
      }
    }
    await watch(parts.pool, looks);
    waiting = again;
  }
  if (stated > 0) parts.onAppended();
  return stated;
}

function inputOf({ rules, institutions, clock }: PolicyParts, history: PersonHistory): FollowUpInput {
  return {
    person: history.person,
    beliefs: beliefsOf(history, rules),
    recorded: recordedFactsOf(history),
    today: localDay(clock.now()),
    terms: followUpTerms(rules, institutions),
  };
}

/** False when somebody else wrote to the stream meanwhile: then the decision was on old knowledge. */
async function tryAppend(parts: PolicyParts, history: PersonHistory, facts: readonly FollowUpFact[]): Promise<boolean> {
  const head = await parts.store.readHead(history.person);
  if (head.version !== history.events.at(-1)?.version) return false;
  const at = parts.clock.now().toISOString();
  try {
    const events = facts.map((fact, index) => toEvent(parts, history, fact, { version: head.version + 1 + index, at }));
    await parts.store.append(events, new Map([[history.person, head]]));
    return true;
  } catch (error) {
    if (error instanceof VersionConflict || error instanceof IdentityConflict) return false;
    throw error;
  }
}

function toEvent({ keyring, rules }: PolicyParts, { person }: PersonHistory, fact: FollowUpFact, place: { version: number; at: string }): NewEvent {
  return {
    stream: person,
    version: place.version,
    eventId: eventIdOf(OWN_SOURCE, fact.senderId),
    type: fact.type,
    data: fact.data,
    sealed: null,
    occurredOn: fact.occurredOn,
    registeredAt: null,
    receivedAt: place.at,
    recordedAt: place.at,
    source: OWN_SOURCE,
    senderId: fact.senderId,
    reporter: OWN_REPORTER,
    meta: { rules: rules.version },
    contentHash: keyring.digestOf(JSON.stringify(fact.data)),
  };
}

async function watch(pool: Pool, looks: readonly { person: string; lookOn: string | null }[]): Promise<void> {
  await pool.query(
    `with given as (select * from unnest($1::uuid[], $2::date[]) g (person, look_on)),
       gone as (delete from follow_up.watch w using given g where w.person = g.person and g.look_on is null)
     insert into follow_up.watch (person, look_on) select person, look_on from given where look_on is not null order by person
     on conflict (person) do update set look_on = excluded.look_on where follow_up.watch.look_on <> excluded.look_on`,
    [looks.map((look) => look.person), looks.map((look) => look.lookOn)],
  );
}
