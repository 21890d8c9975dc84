import type { StandingCondition } from '#events/model/standing-condition';
import { textsOfWaiting, type WaitingFor } from '#events/standing/waiting-for';
import { nearest } from '#libs/validation';

/**
 * The condition a held report waits for. It does not expire: after `until` the sender gets a finding, and the report
 * can still take effect.
 */
export interface HeldNote extends WaitingFor {
  readonly until: string;
  /** The own enrolment whose id is closest to the one named. */
  readonly didYouMean?: string;
}

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
