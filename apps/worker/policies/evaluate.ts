import type { Pool, PoolClient } from 'pg';
import type { FollowUpFact } from '#events/follow-up/contact/contact.decide';
import type { PersonHistory } from '#events/person-event';
import { catalogue } from '#events/catalogue';
import { addDays, type Clock } from '#libs/calendar';
import { type EventStore, IdentityConflict, VersionConflict } from '#libs/event-store';
import { isPoison, type PersonFailure, PoisonEvent } from '#libs/subscriptions';
import type { InstitutionRegister } from '#libs/institutions';
import { isTakenBackSince, loadHistories } from '#libs/persons';
import type { Keyring } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { inTurns, Turn } from '#libs/concurrency';
import { decideFollowUp, earlier, nextWakeUp } from './clocks.ts';
import { inputOf, toEvent } from './what-follows.ts';
import { type NextEvaluation, watch } from './watch.ts';

export interface PolicyParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly keyring: Keyring;
  readonly onAppended: () => void;
}

/** Each conflicting write costs a round; more than this indicates a fault that retrying does not resolve. */
const MOST_ROUNDS = 100;

export interface Evaluation {
  /** Number of facts stated. */
  readonly stated: number;
  /** Persons that could not be evaluated because of their own data; the others are done. */
  readonly failures: readonly PersonFailure[];
}

/**
 * Evaluates each person's whole history and states the facts that follow and are not stated yet. Repeated calls state
 * nothing twice: the decision knows its own facts, and their ids are those of (case, fact, day).
 * @throws faults that are not in a person's data, e.g. an unavailable database; call again then
 */
export async function evaluatePersons(
  parts: PolicyParts,
  persons: readonly string[],
  limit?: AbortSignal,
): Promise<Evaluation> {
  let waiting = [...new Set(persons)];
  let stated = 0;
  const failures: PersonFailure[] = [];
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('other writers kept winning');
    const again: string[] = [];
    const looks: NextEvaluation[] = [];
    const turn = new Turn(limit);
    for await (const history of inTurns(await loadHistories(parts.pool, waiting), turn)) {
      const { person } = history;
      const evaluated = await evaluatePerson(parts, history, { round, turn });
      if ('error' in evaluated) failures.push({ person, error: evaluated.error });
      else if (evaluated.facts === 0) looks.push({ person, lookOn: evaluated.lookOn });
      else {
        stated += evaluated.stated;
        // Evaluated again with the facts in the stream: the second evaluation determines the next wake-up.
        again.push(person);
      }
    }
    failures.push(...(await watch(parts.pool, looks)));
    waiting = again;
  }
  if (stated > 0) parts.onAppended();
  return { stated, failures };
}

/** Result of one evaluation: no facts and the day of the next one, facts and how many are in the log, or a fault. */
type PersonEvaluation =
  { readonly facts: number; readonly stated: number; readonly lookOn: string | null } | { readonly error: unknown };

async function evaluatePerson(
  parts: PolicyParts,
  history: PersonHistory,
  { round, turn }: { round: number; turn: Turn },
): Promise<PersonEvaluation> {
  try {
    refuseUnknown(history);
    const { input, more } = await inputOf(parts, history, turn);
    const facts = decideFollowUp(input);
    if (facts.length === 0)
      return { facts: 0, stated: 0, lookOn: earlier(nextWakeUp(input), more ? addDays(input.today, 1) : null) };
    const outcome = await tryAppend(parts, history, facts);
    if (outcome === 'known-elsewhere' && round === MOST_ROUNDS - 1) {
      throw new PoisonEvent('a fact of a clock is in the log already and not in the person’s stream');
    }
    return { facts: facts.length, stated: outcome === 'stated' ? facts.length : 0, lookOn: null };
  } catch (error) {
    if (!isPoison(error)) throw error;
    return { error };
  }
}

function refuseUnknown(history: PersonHistory): void {
  const unknown = history.events.some(
    ({ type }, index) => !Object.hasOwn(catalogue, type) && !isTakenBackSince(history, index + 1),
  );
  if (unknown) throw new PoisonEvent('the stream holds an event of a type this program does not know');
}

/** `raced` if another writer appended to the stream meanwhile: the decision rested on outdated knowledge. */
async function tryAppend(
  parts: PolicyParts,
  history: PersonHistory,
  facts: readonly FollowUpFact[],
): Promise<'stated' | 'raced' | 'known-elsewhere'> {
  const head = await parts.store.readHead(history.person);
  if (head.version !== history.events.at(-1)?.version) return 'raced';
  const at = parts.clock.now().toISOString();
  try {
    const events = facts.map((fact, index) => toEvent(parts, history, fact, { version: head.version + 1 + index, at }));
    await parts.store.append(events, new Map([[history.person, head]]));
    return 'stated';
  } catch (error) {
    if (error instanceof VersionConflict) return 'raced';
    if (error instanceof IdentityConflict) return 'known-elsewhere';
    throw error;
  }
}
