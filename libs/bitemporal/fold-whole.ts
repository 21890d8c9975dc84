import type { ClientBase } from 'pg';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import { isPoison } from '#libs/subscriptions';
import { knownAfter } from '#libs/persons';
import type { Change } from './knowledge.ts';
import { changeOf, type KnowledgeProjection } from './projection.ts';
import { writeChanges } from './write.ts';

/** Called with the first event not applied of a person who cannot be folded whole. Throwing refuses the rebuild. */
export type OnUnfoldable = (event: PersonEvent, error: unknown) => void;

const NOTHING: Change = { opened: [], closed: [] };

/** Folds all rows of each person. If a person cannot be folded, the rows end before the event that fails. */
export function foldWhole(
  projection: KnowledgeProjection,
  histories: readonly PersonHistory[],
  told: OnUnfoldable,
): Change[] {
  return histories.map((history) => {
    let folded = tryFold(projection, history);
    for (let count = history.events.length - 1; 'error' in folded && count >= 0; count -= 1) {
      const { error } = folded;
      folded = count === 0 ? NOTHING : tryFold(projection, knownAfter(history, count));
      const stopsAt = history.events[count];
      if (!('error' in folded) && stopsAt) told(stopsAt, error);
    }
    return 'error' in folded ? NOTHING : folded;
  });
}

function tryFold(projection: KnowledgeProjection, history: PersonHistory): Change | { readonly error: unknown } {
  try {
    return changeOf(projection, history, 1);
  } catch (error) {
    return { error };
  }
}

/**
 * Writes whole persons one by one inside the caller's transaction. If the database refuses a person's rows, writes
 * those of as many events as it accepts.
 */
export async function writeEach(
  client: ClientBase,
  into: KnowledgeProjection,
  histories: readonly PersonHistory[],
  told: OnUnfoldable,
): Promise<void> {
  for (const history of histories) {
    let failure = await tryWrite(client, into, history);
    for (let count = history.events.length - 1; failure && count >= 0; count -= 1) {
      const { error }: { error: unknown } = failure;
      failure = count === 0 ? undefined : await tryWrite(client, into, knownAfter(history, count));
      const stopsAt = history.events[count];
      if (!failure && stopsAt) told(stopsAt, error);
    }
  }
}

async function tryWrite(
  client: ClientBase,
  into: KnowledgeProjection,
  history: PersonHistory,
): Promise<{ error: unknown } | undefined> {
  await client.query('savepoint person');
  try {
    await writeChanges(client, into, [changeOf(into, history, 1)]);
    await client.query('release savepoint person');
    return undefined;
  } catch (error) {
    if (!isPoison(error)) throw error;
    await client.query('rollback to savepoint person; release savepoint person');
    return { error };
  }
}
