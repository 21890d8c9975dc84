import { OneOf } from '#libs/validation';
import { Day, Person, PersonRef, SenderId } from '../fields.ts';

export const COMPLETION_EXTENTS = ['whole', 'part', 'not-passed'] as const;
export type CompletionExtent = (typeof COMPLETION_EXTENTS)[number];

/** Stored format: add a version, never edit. */
export class EducationCompletedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  completedOn!: string;

  @OneOf(COMPLETION_EXTENTS)
  extent!: CompletionExtent;
}
