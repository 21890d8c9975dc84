export type { AnswerOf, MembersOf } from './answer-type.ts';
export {
  type AnswerHeader,
  type AnswerLine,
  Contract,
  type Json,
  OPERATION,
  type OperationLine,
  OUTSIDE,
  OutsideContract,
} from './contract.ts';
export { CsvAnswers } from './csv/csv-answers.ts';
export { csvSchemaOf } from './csv/csv-schema.ts';
export { CSV } from './csv/to-csv.ts';
export {
  type DeclaredParameters,
  inHeader,
  inPath,
  inQuery,
  listInQuery,
  type Parameter,
  type ParametersOf,
} from './parameter.ts';
export { Parameters, type SentParameters } from './strict-parameters.ts';
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
