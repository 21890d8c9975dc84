import { type TSchema, Type } from 'typebox';
import { csvColumnsOf } from './columns.ts';

/** A CSV answer in the document: its columns by name. */
export function csvSchemaOf(schema: TSchema, rows: string): TSchema {
  const names = csvColumnsOf(schema, rows).map(({ name }) => name);
  return Type.String({
    description:
      'RFC 4180 in UTF-8: commas, CRLF, a header row of the paths of the JSON answer. Columns of the whole answer ' +
      'begin with `answer.` and are repeated in each row; its other lists are in JSON alone. Values of a list stand ' +
      'in one cell, with `; ` between. A text that a spreadsheet would run as a formula has an apostrophe in front. ' +
      'A later version may add columns.',
    examples: [names.join(',')],
  });
}
