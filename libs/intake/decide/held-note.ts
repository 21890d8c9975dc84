import type { StandingCondition } from '#events/model/standing-condition';
import { textsOfWaiting, type WaitingFor } from '#events/standing/waiting-for';
import { nearest } from '#libs/validation';

/** What a held report waits for. It never dies: after `until` a finding stands at the sender, and it can still take effect. */
export interface HeldNote extends WaitingFor {
  readonly until: string;
  /** The own enrolment whose id is closest to the one named. */
  readonly didYouMean?: string;
}

/** What is kept of it. */
export type StoredHeldNote = Pick<HeldNote, 'code' | 'until' | 'didYouMean'>;

interface Waiting {
  readonly waitsFor: readonly StandingCondition[];
  readonly until: string;
  /** Ids of the enrolments that the same reporter registered of the same person: nobody else's may be hinted at. */
  readonly ownEnrolments: Iterable<string>;
}

/** Rests on the sender's own reports alone; the first condition speaks for all. */
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
