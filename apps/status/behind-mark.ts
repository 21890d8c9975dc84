import type { KnownAt, Knowledge } from '#projections/education-status/knowledge.query';
import type { Look } from './look.ts';

/** A state of knowledge as answers show it. */
export interface ShownKnowledge extends Knowledge {
  /** The log holds events of that time that this answer does not rest on: not applied yet, or parked. */
  readonly behind?: true;
}

/** Says so where an answer lacks something that was known by then: now, or at a position that has it already. */
export function markBehind(knowledge: Knowledge, asked: KnownAt, { missing }: Pick<Look, 'missing'>): ShownKnowledge {
  const behind = missing !== undefined && (asked === undefined || knowledge.position >= missing.position);
  return { position: knowledge.position, time: knowledge.time, ...(behind ? { behind: true as const } : {}) };
}
