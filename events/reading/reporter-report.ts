import type { FieldError } from '#libs/validation';
import type { ReporterLines } from '../catalogue.ts';
import type { ReporterReport } from '../incoming.ts';
import { parseSource } from '../model/source.ts';
import type { ConnectionFields } from '../reporter/connection.decide.ts';
import type { Envelope } from './envelope.ts';
import { getValidator } from './validators.ts';

interface Sent {
  readonly event: Readonly<Record<string, unknown>>;
  readonly sentData: Record<string, unknown>;
  /** Undefined if anything is wrong with the attributes. */
  readonly envelope: Envelope | undefined;
  readonly errors: readonly FieldError[];
}

/** Reads the data of a report about a reporter: returns all errors, and the fields without any. */
export function readReporterReport(
  type: keyof ReporterLines,
  { event, sentData, envelope, errors: own }: Sent,
): { readonly errors: readonly FieldError[]; readonly reporterReport?: ReporterReport } {
  const errors = [...own, ...getValidator(type).validate(sentData, '/data')];
  const source = event['source'];
  const from = typeof source === 'string' ? parseSource(source) : undefined;
  if (from === undefined || typeof source !== 'string') return { errors };
  const wrong = new Set(errors.map(({ pointer }) => pointer.split('/')[2]));
  const sound = Object.entries(sentData).filter(([name]) => !wrong.has(name));
  return {
    errors,
    reporterReport: {
      type,
      // The validator has checked every field that is left.
      data: Object.fromEntries(sound) as ConnectionFields,
      from,
      source,
      senderId: envelope?.id ?? '',
      registeredAt: envelope?.registeredAt ?? null,
      ...(envelope?.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
    },
  };
}
