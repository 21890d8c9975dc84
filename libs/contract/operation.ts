import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from '#libs/problems';

export type Json = Record<string, unknown>;

export interface OperationLine {
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  readonly parameters?: readonly Json[];
  readonly body?: Readonly<Record<string, Json>>;
  /** Success answers: status → what it means and the name of its schema. */
  readonly answers: Readonly<Record<number, readonly [means: string, schema: string]>>;
  readonly problems: readonly ProblemCode[];
  /** Answers without a token. */
  readonly open?: true;
}

/** Problems any call with a token can meet. */
const ALWAYS: readonly ProblemCode[] = ['unauthenticated', 'forbidden', 'issuer-unavailable', 'database-unavailable', 'internal'];

/** An OpenAPI operation with its problem answers, grouped by status. */
export function operation(line: OperationLine): Json {
  return {
    operationId: line.id,
    summary: line.summary,
    tags: [line.tag],
    ...(line.parameters === undefined ? {} : { parameters: line.parameters }),
    ...(line.body === undefined ? {} : { requestBody: { required: true, content: mapValues(line.body, (schema) => ({ schema })) } }),
    responses: { ...successes(line), ...problemAnswers(line.open ? line.problems : [...line.problems, ...ALWAYS]) },
    ...(line.open ? { security: [] } : {}),
  };
}

function successes({ answers }: OperationLine): Json {
  return mapValues(answers, ([description, schema]) => ({ description, content: { 'application/json': { schema: ref(schema) } } }));
}

function problemAnswers(codes: readonly ProblemCode[]): Json {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const same = [...new Set(codes)].filter((code) => PROBLEMS[code].status === status);
      const description = same.map((code) => `\`${code}\`: ${PROBLEMS[code].en}`).join(' ');
      return [String(status), { description, content: { [PROBLEM_MEDIA_TYPE]: { schema: ref('Problem') } } }];
    }),
  );
}

/** A reference to a named schema. */
export function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

export function inQuery(name: string, schema: Json, description: string): Json {
  return { name, in: 'query', schema, description };
}

export function inPath(name: string, schema: Json, description: string): Json {
  return { name, in: 'path', required: true, schema, description };
}

export function inHeader(name: string, schema: Json, description: string, required: boolean): Json {
  return { name, in: 'header', required, schema, description };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
