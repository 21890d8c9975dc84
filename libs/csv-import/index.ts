export type { CsvOptions, EventMapping, Expression, Lookup, Profile } from './profile.ts';
export type { ProfileIssue } from './expression.ts';
export { readProfile } from './read-profile.ts';
export type { CloudEvent } from './map-row.ts';
export { type MapOptions, type MappedRow, mapRows } from './map-rows.ts';
export type { RowError, RowErrorCode } from './row-error.ts';
export { FileProblem } from './file-problem.ts';
export { type CsvRow, readRows } from './read-rows.ts';
export { type Header, readHeader } from './header.ts';
