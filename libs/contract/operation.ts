import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode, type ProblemKind } from '#libs/problems';

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
const ALWAYS: readonly ProblemCode[] = ['unauthenticated', 'forbidden', 'rate-limited', 'issuer-unavailable', 'database-unavailable', 'internal'];
/** Problems any call with a body can meet. */
const OF_BODIES: readonly ProblemCode[] = ['malformed-json', 'nested-too-deep', 'body-too-large', 'unsupported-media-type', 'invalid-body'];

/** An OpenAPI operation with its problem answers, grouped by status. */
export function operation(line: OperationLine): Json {
  return {
    operationId: line.id,
    summary: line.summary,
    tags: [line.tag],
    ...(line.parameters === undefined ? {} : { parameters: line.parameters }),
    ...(line.body === undefined ? {} : { requestBody: { required: true, content: mapValues(line.body, (schema) => ({ schema })) } }),
    responses: { ...successes(line), ...problemAnswers(problemsOf(line)) },
    ...(line.open ? { security: [] } : {}),
  };
}

function problemsOf({ problems, body, open }: OperationLine): readonly ProblemCode[] {
  return [...problems, ...(body === undefined ? [] : OF_BODIES), ...(open ? [] : ALWAYS)];
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
      return [String(status), { description, headers: headersOf(same), content: { [PROBLEM_MEDIA_TYPE]: { schema: ref('Problem') } } }];
    }),
  );
}

const CORRELATION = { 'X-Correlation-Id': { description: 'To be quoted when asking about the call.', schema: { type: 'string' } } };
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds after which the same call may succeed.', schema: { type: 'integer', minimum: 1 } } };
const CHALLENGE = { 'WWW-Authenticate': { description: 'Why the token was refused (RFC 6750).', schema: { type: 'string' } } };

function headersOf(codes: readonly ProblemCode[]): Json {
  const kinds = codes.map((code): ProblemKind => PROBLEMS[code]);
  return {
    ...CORRELATION,
    ...(kinds.some(({ retryable }) => retryable === true) ? RETRY_AFTER : {}),
    ...(codes.includes('unauthenticated') ? CHALLENGE : {}),
  };
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
