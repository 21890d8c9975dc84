import { fieldError, type FieldError, pointerTo } from '#libs/validation';
import { type Finding, findingIf } from '../model/decision.ts';
import type { SystemConnectedV1 } from './system-connected.event.ts';
import type { SystemEndedV1 } from './system-ended.event.ts';

/** The fields of a report about a connection that passed the checks of their form; the others are left out. */
export type ConnectionFields = Partial<SystemConnectedV1 & SystemEndedV1>;

export interface ConnectionContext {
  /** Whether the operator sends it, for the reporter of the source. */
  readonly byOperator: boolean;
  /** Returns true if the reporter is an institution unknown to the register on the day; undefined: on every day. */
  isUnknownOn(day: string | undefined): boolean;
  /** Returns true if reporters of this kind may send the type. */
  mayReport(type: string): boolean;
}

/**
 * The reasons to refuse a report about a connection. They depend on the report and on lists, never on other reports:
 * those arrive in any order, so an end before its connection, or a check without a request, is no fault.
 */
export function connectionRefusals(
  { step, types = [], from, until }: ConnectionFields,
  { byOperator, isUnknownOn, mayReport }: ConnectionContext,
): readonly FieldError[] {
  const found: readonly Finding[] = [
    findingIf(isUnknownOn(from), '/source', 'unknown-institution'),
    findingIf(step !== undefined && byOperator !== (step === 'checked'), '/data/step', 'step-not-yours'),
    findingIf(until !== undefined && from !== undefined && until < from, '/data/until', 'until-before-from'),
    ...types.map((type, index) =>
      mayReport(type) ? undefined : fieldError(pointerTo('/data/types', String(index)), 'type-not-for-reporter'),
    ),
  ];
  return found.filter((finding) => finding !== undefined);
}
