import type { Pool, PoolClient } from 'pg';
import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { AccessDecision } from '#libs/access';
import { withReadLog } from '#libs/access-log';
import type { Clock } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { EffectsOfTried, TriedEvent } from '#libs/intake';
import { loadHistories } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { isPoison } from '#libs/subscriptions';
import type { Effect } from '#projections/education-status/effect-schema';
import { effectFor } from './effect-of-report.ts';
import { maySeeEffect } from './may-see-effect.ts';

export interface EffectParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly rules: RuleBook;
  /** The events that policies would append to a person's stream now. */
  readonly whatFollows: (history: PersonHistory) => Promise<readonly PersonEvent[]>;
}

/**
 * The effects that reports would have, by event id, as `?effect=true` of their receipts would show them to the sender.
 * A person whose effect is shown has a row in the read log; nothing shown leaves no row, as if the person were unknown.
 */
export function effectsOfTried(parts: EffectParts): EffectsOfTried<Effect> {
  const { pool, clock } = parts;
  return async (actor, tried) => {
    if (tried.length === 0) return new Map();
    const at = clock.now();
    const { effects } = await withReadLog(
      pool,
      ({ seen }: FoundEffects) =>
        [...seen].map(([person, { fields }]) => ({
          at,
          actor,
          person,
          fields,
          purpose: 'own-report' as const,
          question: 'receipt-effect' as const,
        })),
      (client) => look(client, parts, { actor, tried }),
    );
    return effects;
  };
}

interface FoundEffects {
  /** The last effect of each person with anything shown. */
  readonly seen: ReadonlyMap<string, Effect>;
  readonly effects: ReadonlyMap<string, Effect>;
}

async function look(
  client: PoolClient,
  parts: EffectParts,
  { actor, tried }: { actor: Actor; tried: readonly TriedEvent[] },
): Promise<FoundEffects> {
  const persons = [...new Set(tried.map(({ person }) => person))];
  const decisions = await maySeeEffect(client, parts, { actor, persons });
  const allowed = persons.filter((person) => decisions.get(person)?.allowed === true);
  const histories = new Map(
    (allowed.length === 0 ? [] : await loadHistories(client, allowed)).map((one) => [one.person, one]),
  );
  const seen = new Map<string, Effect>();
  const effects = new Map<string, Effect>();
  for (const one of tried) {
    const effect = await effectOf(parts, decisions.get(one.person), histories.get(one.person), one);
    effects.set(one.eventId, effect);
    if (effect.fields.length > 0) seen.set(one.person, effect);
  }
  return { seen, effects };
}

async function effectOf(
  { rules, whatFollows }: EffectParts,
  decision: AccessDecision | undefined,
  stored: PersonHistory | undefined,
  tried: TriedEvent,
): Promise<Effect> {
  if (!decision?.allowed || !stored) return { fields: [] };
  const history = { ...stored, events: [...stored.events, ...tried.upToIt()] };
  const follows = await whatFollows(history).catch((error: unknown): PersonEvent[] => {
    if (!isPoison(error)) throw error;
    return [];
  });
  return effectFor(decision, { ...history, events: [...history.events, ...follows] }, { event: tried, rules });
}
