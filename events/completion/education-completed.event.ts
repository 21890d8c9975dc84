import { About, OneOf } from '#libs/validation';
import { Day, Person, PersonRef, SenderId } from '../model/fields.ts';

export const COMPLETION_EXTENTS = ['whole', 'part', 'not-passed'] as const;
export type CompletionExtent = (typeof COMPLETION_EXTENTS)[number];

/** Stored format: add a version, never edit. */
export class EducationCompletedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment completed.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The day it was completed.', '2029-06-29')
  @Day()
  completedOn!: string;

  @About('`whole`: all of it; `part`: a part of it; `not-passed`: gone through and not passed.', 'whole')
  @OneOf(COMPLETION_EXTENTS)
  extent!: CompletionExtent;
}
