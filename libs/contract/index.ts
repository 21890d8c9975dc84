export { jsonSchemas } from '#events/event-schemas';
export type { AnswerOf } from './answer-type.ts';
export { Contract, inHeader, inPath, inQuery, type Json, OutsideContract } from './contract.ts';
export { reportSchema } from './event-components.ts';
export { type ContractOptions, openApiDocument } from './open-api.ts';
export { bothLanguages, fieldErrorSchema } from './problem-schemas.ts';
export type { ControllerClass } from './routes.ts';
export { eitherOf, listOf, object, openObject, optional, orNull } from './object-words.ts';
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
} from './words.ts';
