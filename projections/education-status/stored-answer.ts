import type { Spell } from './spell.ts';

/** A spell as stored, with the version of the rules that gave it. */
export type KnownSpell = Spell & { readonly ruleVersion: string };

/** What a row shows and nobody searches. What is empty is left out: most rows have nothing there, and rows are many. */
export type StoredAnswer = Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason' | keyof typeof NOTHING> & Partial<Pick<KnownSpell, keyof typeof NOTHING>>;

const NOTHING = { losing: [], conflicts: [], secondary: {} } as const satisfies Partial<Spell>;

export function storedAnswer(spell: Spell, ruleVersion: string): StoredAnswer {
  const { since, until, enrolment, deciding, losing, conflicts, secondary, rule, newestReportAt } = spell;
  return {
    since,
    until,
    ...(enrolment && { enrolment }),
    deciding,
    ...(losing.length > 0 && { losing }),
    ...(conflicts.length > 0 && { conflicts }),
    ...(Object.keys(secondary).length > 0 && { secondary }),
    rule,
    ...(newestReportAt !== undefined && { newestReportAt }),
    ruleVersion,
  };
}

/** The opposite; the days, the status and its reason have columns of their own. */
export function fullAnswer(stored: StoredAnswer): Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason'> {
  return { ...NOTHING, ...stored };
}
