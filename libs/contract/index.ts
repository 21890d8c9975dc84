export type { AnswerOf } from './answer-type.ts';
export {
  type AnswerHeader,
  type AnswerLine,
  Contract,
  inHeader,
  inPath,
  inQuery,
  type Json,
  OPERATION,
  type OperationLine,
  OUTSIDE,
  OutsideContract,
  type Parameter,
} from './contract.ts';
export { bothLanguages, fieldErrorSchema } from './problem-schemas.ts';
export { eitherOf, listOf, object, openObject, optional, orNull, reportSchema } from './object-schemas.ts';
export {
  day,
  flag,
  instant,
  institution,
  mark,
  municipality,
  number,
  oneOf,
  openList,
  text,
  uuid,
  week,
  whole,
} from './field-schemas.ts';
