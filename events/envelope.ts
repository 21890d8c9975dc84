import {
  AnyObject,
  createValidator,
  type FieldError,
  type FieldErrorCode,
  fieldError,
  isPlainObject,
  nearest,
  OneOf,
  Pattern,
  Time,
} from '#libs/validation';
import { accepted, type EventDefinition, findDefinition } from './catalogue.ts';
import { Optional, SenderId } from './fields.ts';
import { parseSource, type Source, SOURCE_PATTERN } from './source.ts';
import type { Instant } from './stored.ts';

/**
 * The attributes of a CloudEvent 1.0 that are taken in. CloudEvents lets senders add their own; here what would be
 * dropped is refused, so nobody believes it was kept.
 */
export class EnvelopeV1 {
  @OneOf(['1.0'], 'spec-version')
  specversion!: string;

  @SenderId()
  id!: string;

  @Pattern(SOURCE_PATTERN, 'source', '/systems/{systemId}/reporters/{reporter}')
  source!: string;

  @Pattern(/^dk\.ungestatus\.[a-z-]{1,64}\.v[0-9]{1,4}$/u, 'unknown-type', 'dk.ungestatus.{event-name}.v{n}')
  type!: string;

  @Optional()
  @Time()
  time?: string;

  @Optional()
  @Pattern(/^application\/json(; ?charset=[Uu][Tt][Ff]-8)?$/u, 'content-type', 'application/json')
  datacontenttype?: string;

  @Optional()
  @Pattern(/^[^\s\p{Cc}]{1,512}$/u, 'data-schema', 'Where the schema of `data` is; not used.')
  dataschema?: string;

  @Optional()
  @Pattern(/^[^\p{Cc}\p{Cs}]{0,256}$/u, 'subject', 'Ignored; never a civil number.')
  subject?: string;

  @Optional()
  @Pattern(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/u, 'trace', 'W3C Trace Context; kept.')
  traceparent?: string;

  @Optional()
  @Pattern(/^[\x20-\x7e]{0,512}$/u, 'trace', 'W3C Trace Context; kept.')
  tracestate?: string;

  @AnyObject()
  data!: Record<string, unknown>;
}

/** A checked envelope; `data` has not been looked at yet. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly from: Source;
  readonly definition: EventDefinition;
  /** `time` in UTC; null where the sender did not say. */
  readonly registeredAt: Instant | null;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: Record<string, unknown>;
}

const envelopes = createValidator(EnvelopeV1);
const WIRE_TYPES = accepted.map((definition) => definition.wireType);

/** Checks a CloudEvent's attributes; `definition` may be known though the envelope as a whole is refused. */
export function parseEnvelope(value: unknown): { envelope?: Envelope; definition?: EventDefinition; errors: readonly FieldError[] } {
  const shape = envelopes.validate(value).map(withTypeHint(value));
  if (!isPlainObject(value)) return { errors: shape };
  const definition = typeof value['type'] === 'string' ? findDefinition(value['type']) : undefined;
  const known = definition === undefined ? {} : { definition };
  const errors = [...shape, ...typeErrors(value, definition, shape)];
  if (errors.length > 0 || definition === undefined) return { ...known, errors };
  const checked = value as unknown as EnvelopeV1;
  const from = parseSource(checked.source);
  if (from === undefined) return { ...known, errors: [fieldError('/source', 'source')] };
  const envelope: Envelope = {
    id: checked.id,
    source: checked.source,
    from,
    definition,
    registeredAt: checked.time === undefined ? null : new Date(checked.time.toUpperCase()).toISOString(),
    ...(checked.traceparent === undefined ? {} : { traceparent: checked.traceparent }),
    ...(checked.tracestate === undefined ? {} : { tracestate: checked.tracestate }),
    data: checked.data,
  };
  return { ...known, envelope, errors };
}

function typeErrors(value: Record<string, unknown>, definition: EventDefinition | undefined, shape: readonly FieldError[]): FieldError[] {
  const wellFormed = !shape.some((error) => error.pointer === '/type');
  if (definition === undefined) return wellFormed ? [typeError('unknown-type', value['type'])] : [];
  if (definition.own) return [typeError('own-type', undefined)];
  const from = typeof value['source'] === 'string' ? parseSource(value['source']) : undefined;
  return from === undefined || definition.reporters.includes(from.kind) ? [] : [typeError('type-not-for-reporter', undefined)];
}

function typeError(code: FieldErrorCode, sent: unknown): FieldError {
  return fieldError('/type', code, { didYouMean: nearest(sent, WIRE_TYPES) });
}

function withTypeHint(value: unknown): (error: FieldError) => FieldError {
  return (error) => (error.code === 'unknown-type' && isPlainObject(value) ? typeError('unknown-type', value['type']) : error);
}
