import type { Spell, SpellEnrolment } from './spell.ts';

/** A spell as stored, with the version of the rules that gave it. */
export type KnownSpell = Spell & { readonly ruleVersion: string };

/** What a row shows and nobody searches. What is empty is left out: most rows have nothing there, and rows are many. */
export type StoredAnswer = Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason' | keyof typeof NOTHING> &
  Partial<Pick<KnownSpell, keyof typeof NOTHING>>;

const NOTHING = { losing: [], conflicts: [], secondary: {} } as const satisfies Partial<Spell>;

/**
 * Writes stored answers as JSON, put together from their parts: JSON.stringify of the whole was a quarter of a fold's
 * time (Node 20). Days, instants, event ids and rule ids hold nothing that JSON escapes; whatever a sender wrote is
 * escaped. `enrolmentText` gives an enrolment's own JSON.
 */
export function answerWriter(ruleVersion: string, enrolmentText = rememberingLast()): (spell: Spell) => string {
  const end = `","ruleVersion":${JSON.stringify(ruleVersion)}}`;
  return ({ since, until, enrolment, deciding, losing, losingLeftOut, conflicts, secondary, rule, newestReportAt }) => {
    const parts = ['{"since":"', since, until === null ? '","until":null' : `","until":"${until}"`];
    if (enrolment) parts.push(',"enrolment":', enrolmentText(enrolment));
    parts.push(',"deciding":', textOfIds(deciding));
    if (losing.length > 0) parts.push(',"losing":', JSON.stringify(losing));
    if (losingLeftOut !== undefined) parts.push(`,"losingLeftOut":${losingLeftOut}`);
    if (conflicts.length > 0) parts.push(',"conflicts":', JSON.stringify(conflicts));
    const beside = JSON.stringify(secondary);
    if (beside !== '{}') parts.push(',"secondary":', beside);
    parts.push(',"rule":"', rule);
    if (newestReportAt !== undefined) parts.push('","newestReportAt":"', newestReportAt);
    parts.push(end);
    // Joined, not added up: a text added up is kept in its pieces until somebody reads it, and that is garbage to collect.
    return parts.join('');
  };
}

function textOfIds(ids: readonly string[]): string {
  return ids.length === 0 ? '[]' : `["${ids.join('","')}"]`;
}

/** Rows that follow each other mostly show one and the same enrolment: its text is made once. */
function rememberingLast(): (enrolment: SpellEnrolment) => string {
  let last: SpellEnrolment | undefined;
  let text = '';
  return (enrolment) => {
    if (enrolment !== last) text = JSON.stringify(enrolment);
    last = enrolment;
    return text;
  };
}

/** The opposite; the days, the status and its reason have columns of their own. */
export function fullAnswer(stored: StoredAnswer): Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason'> {
  return { ...NOTHING, ...stored };
}
