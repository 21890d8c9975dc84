import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { closest } from 'fastest-levenshtein';
import { isKnownEncoding } from './decode.ts';
import { type ReadableNames, type ProfileIssue, checkExpression } from './expression.ts';
import { PROFILE_SCHEMA } from './profile-schema.ts';
import type { Expression, Profile } from './profile.ts';

const accepts = new Ajv({ allErrors: true, useDefaults: true, verbose: true, allowUnionTypes: true }).compile<Profile>(
  PROFILE_SCHEMA,
);

/** Lists everything that is wrong with a profile at once. */
export class ProfileError extends Error {
  constructor(
    name: string,
    readonly issues: readonly ProfileIssue[],
  ) {
    const lines = issues.map(
      ({ pointer, problem, remedy }) => `  ${pointer === '' ? '/' : pointer}: ${problem}. ${remedy}`,
    );
    super(`The profile ${name} cannot be used:\n${lines.join('\n')}`);
    this.name = 'ProfileError';
  }
}

function remedyFor(error: ErrorObject): string {
  const { additionalProperty, missingProperty } = error.params as Record<string, string | undefined>;
  if (missingProperty !== undefined) return `Add "${missingProperty}".`;
  if (additionalProperty === undefined) return 'See libs/csv-import/README.md for what goes here.';
  const siblings = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
  return siblings.length > 0 ? `Did you mean "${closest(additionalProperty, siblings)}"?` : 'Take it out.';
}

function shapeIssues(): ProfileIssue[] {
  return (accepts.errors ?? []).map((error) => {
    const name = (error.params as Record<string, unknown>)['additionalProperty'];
    const pointer = typeof name === 'string' ? `${error.instancePath}/${name}` : error.instancePath;
    return { pointer, problem: error.message ?? error.keyword, remedy: remedyFor(error) };
  });
}

function meaningIssues(profile: Profile): ProfileIssue[] {
  const values: string[] = [];
  const known: ReadableNames = {
    lookups: Object.keys(profile.lookups),
    parameters: Object.keys(profile.parameters),
    values,
  };
  const issues: ProfileIssue[] = [];
  const check = (expression: Expression | undefined, pointer: string): void => {
    if (expression !== undefined) issues.push(...checkExpression(expression, known, pointer));
  };
  if (!isKnownEncoding(profile.csv.encoding)) {
    const remedy = 'Use auto, utf-8, utf-16le or windows-1252.';
    issues.push({ pointer: '/csv/encoding', problem: 'this encoding is not known', remedy });
  }
  profile.values.forEach(({ name, is }, index) => {
    check(is, `/values/${index}/is`);
    if (values.includes(name)) {
      issues.push({ pointer: `/values/${index}/name`, problem: `"${name}" is there twice`, remedy: 'Rename one.' });
    }
    values.push(name);
  });
  check(profile.source, '/source');
  profile.events.forEach((event, index) => {
    for (const part of ['when', 'id', 'type', 'time'] as const) check(event[part], `/events/${index}/${part}`);
    for (const [field, is] of Object.entries(event.data)) check(is, `/events/${index}/data/${field}`);
  });
  return issues;
}

/**
 * Checks a profile that is already an object and fills in the defaults.
 * @throws ProfileError naming every issue with its JSON pointer and remedy
 */
export function checkProfile(content: unknown, name: string): Profile {
  const profile: unknown = structuredClone(content);
  const issues = accepts(profile) ? meaningIssues(profile) : shapeIssues();
  if (issues.length > 0) throw new ProfileError(name, issues);
  return profile as Profile;
}

/**
 * Reads a mapping profile (JSON).
 * @throws ProfileError if the file is missing, is no JSON, or is no profile
 */
export function readProfile(file: string): Profile {
  const name = basename(file);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const problem =
      error instanceof SyntaxError ? `it is not JSON (${error.message})` : 'the file is not there or cannot be read';
    throw new ProfileError(name, [{ pointer: '', problem, remedy: 'Give the path of a JSON file.' }]);
  }
  return checkProfile(content, name);
}
