import { RefusedElement } from '#libs/http';
import { type FieldErrorCode, fieldError, ProblemError } from '#libs/problems';

/** The reports of a body sent as one report. @throws ProblemError */
export function singleIn(body: unknown): readonly [unknown] {
  if (Array.isArray(body instanceof RefusedElement ? body.value : body)) throw wrongBody('batch-sent-as-single');
  if (typeof body !== 'object' || body === null) throw wrongBody('object-expected');
  return [body];
}

/** The reports of a body sent as a batch. @throws ProblemError */
export function batchIn(body: unknown): readonly unknown[] {
  if (!Array.isArray(body)) throw wrongBody('single-sent-as-batch');
  return body;
}

function wrongBody(code: FieldErrorCode): ProblemError {
  return new ProblemError('invalid-body', { errors: [fieldError('', code)] });
}
