import type { FieldError } from '#libs/problems';

/** An element of a body that was not made into a value, or only into one that cannot be relied on; stands in its place. */
export class RefusedElement {
  constructor(
    readonly errors: readonly FieldError[],
    /** Undefined if the element was not parsed. */
    readonly value: unknown = undefined,
  ) {}
}
