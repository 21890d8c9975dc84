export const COMPLETION_EXTENTS = ['whole', 'part', 'not-passed'] as const;
export type CompletionExtent = (typeof COMPLETION_EXTENTS)[number];

/** Stored format: add a version, never edit. */
export class EducationCompletedV1 {
  enrolmentId!: string;
  completedOn!: string;
  extent!: CompletionExtent;
}
