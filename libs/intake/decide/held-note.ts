import type { StandingCondition } from '#events/model/standing-condition';
import { textsOfWaiting } from '#events/standing/waiting-for';
import { nearest } from '#libs/validation';
import type { HeldNote } from '../receipt-schemas.ts';

/** The stored part; the texts come from the registry. */
export type StoredHeldNote = Pick<HeldNote, 'code' | 'until' | 'didYouMean'>;

interface Waiting {
  readonly waitsFor: readonly StandingCondition[];
  readonly until: string;
  /**
   * Ids of the enrolments that the same reporter registered for the same person. A hint must not disclose those of
   * others.
   */
  readonly ownEnrolments: Iterable<string>;
}

/** Depends on the sender's own reports alone. The first condition stands for all of them. */
export function heldNoteOf({ waitsFor, until, ownEnrolments }: Waiting): HeldNote {
  const named = waitsFor.find((condition) => condition.needs === 'own-enrolment');
  const didYouMean = named && nearest(named.enrolmentId, [...new Set(ownEnrolments)]);
  return withHeldTexts({
    code: waitsFor[0]?.needs ?? 'own-enrolment',
    until,
    ...(didYouMean === undefined ? {} : { didYouMean }),
  });
}

export function withHeldTexts({ code, until, didYouMean }: StoredHeldNote): HeldNote {
  return { ...textsOfWaiting(code), until, ...(didYouMean === undefined ? {} : { didYouMean }) };
}
