import type { EnrolmentOnDay } from '#libs/enrolments';
import type { Spell } from './spell.ts';

/** A stored spell with the version of the rules that gave it. */
export type KnownSpell = Spell & { readonly ruleVersion: string };

/**
 * The members of a row that are shown and never searched. Empty members are omitted: most rows have none, and there are
 * many rows.
 */
export type StoredAnswer = Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason' | keyof typeof NOTHING> &
  Partial<Pick<KnownSpell, keyof typeof NOTHING>>;

const NOTHING = { losing: [], conflicts: [], secondary: {} } as const satisfies Partial<Spell>;

/**
 * Writes stored answers as JSON by joining their parts: JSON.stringify of the whole took a quarter of a fold's time
 * (Node 20). Days, instants, event ids and rule ids contain nothing that JSON escapes; everything a sender wrote is
 * escaped. `enrolmentText` returns the JSON of an enrolment.
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
    // Joins the parts instead of concatenating them: a concatenated text is kept in pieces until it is read, which is
    // garbage to collect.
    return parts.join('');
  };
}

function textOfIds(ids: readonly string[]): string {
  return ids.length === 0 ? '[]' : `["${ids.join('","')}"]`;
}

/** Consecutive rows mostly show the same enrolment: its text is made once. */
function rememberingLast(): (enrolment: EnrolmentOnDay) => string {
  let last: EnrolmentOnDay | undefined;
  let text = '';
  return (enrolment) => {
    if (enrolment !== last) text = JSON.stringify(enrolment);
    last = enrolment;
    return text;
  };
}

/** Reverses `answerWriter`. The days, the status and its reason have columns of their own. */
export function fullAnswer(stored: StoredAnswer): Omit<KnownSpell, 'from' | 'to' | 'status' | 'reason'> {
  return { ...NOTHING, ...stored };
}
