import type { Compiled, CompiledEvent, CompiledProfile, Context } from './compile-profile.ts';
import { type RowError, type RowErrorCode, rowError } from './row-error.ts';

/** A report in the form that the intake accepts. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Runs expressions for one row and keeps the errors, once per column and code. */
class RowRun {
  readonly errors: RowError[] = [];
  constructor(
    private readonly row: number,
    private readonly context: Context,
  ) {}

  take(expression: Compiled): unknown {
    const outcome = expression(this.context);
    if ('value' in outcome) return outcome.value;
    const { code, column } = outcome;
    if (!this.errors.some((error) => error.code === code && error.column === column)) {
      this.errors.push(rowError(this.row, code, column));
    }
    return undefined;
  }

  refuse(code: RowErrorCode): void {
    this.errors.push(rowError(this.row, code));
  }

  text(expression: Compiled): string {
    const value = this.take(expression);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value !== '') return value;
    if (this.errors.length === 0) this.errors.push(rowError(this.row, 'missing-value'));
    return '';
  }
}

/** Sets `person.cpr` and the like. Profiles are checked, so a path never passes through a text. */
function setField(data: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = data;
  for (const step of path.slice(0, -1)) {
    if (typeof at[step] !== 'object' || at[step] === null) at[step] = {};
    at = at[step] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}

function mapEvent(run: RowRun, event: CompiledEvent, source: string): CloudEvent {
  const data: Record<string, unknown> = {};
  for (const { path, is } of event.data) {
    const value = run.take(is);
    if (value !== null && value !== undefined) setField(data, path, value);
  }
  const time = run.take(event.time) ?? null;
  if (time !== null && typeof time !== 'string') run.refuse('not-a-time');
  return {
    specversion: '1.0',
    id: run.text(event.id),
    source,
    type: run.text(event.type),
    ...(typeof time === 'string' ? { time } : {}),
    datacontenttype: 'application/json',
    data,
  };
}

/** The reports of one row, or its errors: a row with any error gives no report, so it can be sent again whole. */
export function mapRow(
  row: number,
  context: Context,
  profile: CompiledProfile,
): { readonly events: readonly CloudEvent[]; readonly errors: readonly RowError[] } {
  const run = new RowRun(row, context);
  for (const { name, is } of profile.values) context.value[name] = run.take(is);
  // An expression over a broken value would only report the same cell again under another name.
  if (run.errors.length > 0) return { events: [], errors: run.errors };
  const source = run.text(profile.source);
  const events: CloudEvent[] = [];
  for (const event of profile.events) {
    const wanted = run.take(event.when);
    if (wanted === true) events.push(mapEvent(run, event, source));
  }
  return { events: run.errors.length > 0 ? [] : events, errors: run.errors };
}
