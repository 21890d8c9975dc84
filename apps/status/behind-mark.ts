import { flag, instant, mark, type MembersOf, object, optional, orNull, text, whole } from '#libs/contract';
import type { KnownAt, SettledKnowledge } from '#projections/education-status/knowledge.query';
import type { Look } from './look.ts';

/** A state of knowledge in an answer. */
export const knowledgeSchema = object(
  'Knowledge',
  'The state of knowledge an answer rests on. Asked by either member of it, the answer is the same for ever, ' +
    'within one rule version.',
  {
    position: whole('The last position applied for everybody by then, never one person’s.', 4711),
    time: optional(instant('The moment, or when the position was recorded; missing at position 0, before everything.')),
    behind: optional(
      mark('The log holds events of that time that this answer does not rest on: not applied yet, or parked.'),
    ),
  },
);

export const finalMember = flag(
  'False: as of an earlier time than asked for (something was still being stored or applied, ' +
    'or the time is to come), and may be answered otherwise later.',
  true,
);

/** Members of an answer for the state of knowledge and the rules on which it rests. */
export const restsMembers = {
  knownAt: knowledgeSchema,
  final: finalMember,
  ruleVersion: orNull(
    text('A version of the rules.', '2026-11-29.1'),
    'Final within these rules: mended ones are another version. Null for answers from before versions were kept.',
  ),
};

export type Rests = MembersOf<typeof restsMembers>;

/** Marks an answer as behind if it lacks an event known by then: now, or at a position at or after that event. */
export function markBehind(
  { own, named, final }: SettledKnowledge,
  requested: KnownAt,
  { missing, ground: { ruleVersion } }: Pick<Look, 'missing' | 'ground'>,
): Rests {
  const behind = missing !== undefined && (requested === undefined || own >= missing.position);
  return { knownAt: { ...named, ...(behind ? { behind: true as const } : {}) }, final: final && !behind, ruleVersion };
}
