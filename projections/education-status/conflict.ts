export interface LosingEvent {
  readonly eventId: string;
  readonly why: 'earlier-start' | 'recorded-earlier' | 'before-start' | 'never-started';
}

/** Two or more reports that cannot all be true. Each side lists the events that state it. */
export interface Conflict {
  readonly kind: 'parallel-enrolments' | 'ends-disagree' | 'end-before-start' | 'never-started-and-ended';
  readonly sides: readonly (readonly string[])[];
}
