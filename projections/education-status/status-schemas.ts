import { oneOf } from '#libs/contract';
import { EDUCATION_STATUSES, type EducationStatus, STATUS_REASONS, type StatusReason } from './statuses.ts';

const STATUSES = Object.keys(EDUCATION_STATUSES) as EducationStatus[];

export const statusSchema = oneOf(
  STATUSES,
  `One of the closed set: ${STATUSES.map((code) => `\`${code}\` (${EDUCATION_STATUSES[code].en})`).join(', ')}.`,
  'Status',
);
export const reasonSchema = oneOf(
  Object.keys(STATUS_REASONS) as StatusReason[],
  'Why the status is what it is: always with `unknown`, and with `interrupted` if it was no interruption.',
  'StatusReason',
);
