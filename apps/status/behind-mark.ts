import type { KnownAt, Knowledge, SettledKnowledge } from '#projections/education-status/knowledge.query';
import type { Look } from './look.ts';

/** A state of knowledge as answers show it. */
export interface ShownKnowledge extends Knowledge {
  /** The log holds events of that time that this answer does not rest on: not applied yet, or parked. */
  readonly behind?: true;
}

/** How an answer shows what it rests on. */
export interface Rests {
  readonly knownAt: ShownKnowledge;
  /** False: it rests on less than was asked for, and may be answered otherwise later. */
  readonly final: boolean;
  /** Final within these rules: mended ones are another version. */
  readonly ruleVersion: string | null;
}

/** Says so if an answer lacks something that was known by then: now, or at a position that has it already. */
export function markBehind({ own, named, final }: SettledKnowledge, asked: KnownAt, { missing, ground: { ruleVersion } }: Pick<Look, 'missing' | 'ground'>): Rests {
  const behind = missing !== undefined && (asked === undefined || own >= missing.position);
  return { knownAt: { ...named, ...(behind ? { behind: true as const } : {}) }, final: final && !behind, ruleVersion };
}
