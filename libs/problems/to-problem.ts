import { databaseTrouble } from './database-errors.ts';
import type { FieldError } from './field-error.ts';
import { ProblemError, type ProblemOptions } from './problem-error.ts';
import { PROBLEMS, type ProblemCode, type ProblemKind, RETRY_AFTER_SECONDS } from './problem-registry.ts';
import { holdsCivilNumberShape, withoutCivilNumbers } from './civil-number-shape.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** RFC 9457 body. `title` is Danish, `titleEn` English. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly titleEn: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly remedy: string;
  readonly remedyEn: string;
  readonly retryable: boolean;
  readonly errors?: readonly FieldError[];
  readonly errorsLeftOut?: number;
  readonly instance: string;
  readonly correlationId: string;
}

export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemBody;
}

/** Turns anything thrown into a problem. An unknown error becomes `internal` and reveals nothing about itself. */
export function toProblem(error: unknown, call: { readonly correlationId: string; readonly path: string }): Problem {
  const { code, options } = recognise(error);
  const kind: ProblemKind = PROBLEMS[code];
  const retryable = kind.retryable === true;
  return {
    status: kind.status,
    headers: {
      'content-type': `${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
      'x-correlation-id': call.correlationId,
      ...(retryable ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
      ...(code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
      ...options.headers,
    },
    body: {
      type: `/problems/${code}`,
      title: kind.da,
      titleEn: kind.en,
      status: kind.status,
      code,
      ...(options.detail === undefined ? {} : { detail: withoutCivilNumbers(options.detail) }),
      remedy: kind.remedy.da,
      remedyEn: kind.remedy.en,
      retryable,
      ...boundedErrors(options),
      instance: instanceOf(call.path),
      correlationId: call.correlationId,
    },
  };
}

/** Most errors in one answer, so that it stays readable. */
const MOST_ERRORS = 100;

function boundedErrors({ errors, errorsLeftOut = 0 }: ProblemOptions): Pick<ProblemBody, 'errors' | 'errorsLeftOut'> {
  if (errors === undefined) return {};
  const leftOut = errorsLeftOut + Math.max(0, errors.length - MOST_ERRORS);
  return { errors: errors.slice(0, MOST_ERRORS), ...(leftOut === 0 ? {} : { errorsLeftOut: leftOut }) };
}

/** The path as received, unless it contains a civil number; finds percent-encoded ones too. */
function instanceOf(path: string): string {
  const [written = ''] = path.split('?');
  const read = written.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  return holdsCivilNumberShape(read) ? withoutCivilNumbers(read) : withoutCivilNumbers(written);
}

function recognise(error: unknown): { code: ProblemCode; options: ProblemOptions } {
  if (error instanceof ProblemError) return { code: error.code, options: error.options };
  const trouble = databaseTrouble(error);
  if (trouble === 'unavailable') return { code: 'database-unavailable', options: {} };
  if (trouble === 'busy') return { code: 'too-busy', options: {} };
  return { code: byStatus(error), options: {} };
}

/**
 * Nest's HttpExceptions and Fastify's errors have a status. Their messages may quote the body and are not passed on.
 */
function byStatus(error: unknown): ProblemCode {
  if (typeof error !== 'object' || error === null) return 'internal';
  const named = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (named === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'unsupported-media-type';
  switch (statusOf(error) ?? 500) {
    case 400:
      return 'malformed-json';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 413:
      return 'body-too-large';
    case 415:
      return 'unsupported-media-type';
    case 422:
      return 'invalid-body';
    case 429:
      return 'rate-limited';
    case 501:
      return 'not-built';
    case 503:
      return 'too-busy';
    default:
      return 'internal';
  }
}

function statusOf(error: object): number | undefined {
  if ('getStatus' in error && typeof error.getStatus === 'function') return Number(error.getStatus());
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}
