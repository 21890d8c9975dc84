import { fieldError, ProblemError } from '#libs/problems';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The place behind which a page begins. The cursor of a list is its last item, so that it tells no more than the list.
 * @returns undefined without a cursor: the page is the first
 * @throws ProblemError invalid-parameter if the list never had such an item
 */
export async function placeOfCursor<Place>(
  cursor: string | undefined,
  find: (item: string) => Promise<Place | undefined>,
): Promise<Place | undefined> {
  if (cursor === undefined) return undefined;
  const place = UUID.test(cursor) ? await find(cursor) : undefined;
  if (place === undefined) throw foreignCursor();
  return place;
}

/** The problem of a cursor that this list has not given. */
export function foreignCursor(): ProblemError {
  return new ProblemError('invalid-parameter', {
    detail: 'after is not a cursor of this list.',
    errors: [fieldError('/after', 'cursor')],
  });
}
