import { object, whole } from '#libs/contract';
import { EDUCATION_STATUSES, type EducationStatus } from '#projections/education-status/statuses';

const STATUSES = Object.keys(EDUCATION_STATUSES) as EducationStatus[];

/** A count for each status; every status is there. */
export const statusCountsSchema = object(
  'StatusCounts',
  'Persons by status; every status is there.',
  Object.fromEntries(
    STATUSES.map((code) => [code, whole(`Persons with status ${code}: ${EDUCATION_STATUSES[code].en}.`, 42)]),
  ) as Record<EducationStatus, ReturnType<typeof whole>>,
);
