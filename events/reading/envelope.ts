import {
  About,
  AnyObject,
  createValidator,
  type FieldError,
  fieldError,
  isPlainObject,
  nearest,
  OneOf,
  Pattern,
  Time,
} from '#libs/validation';
import { accepted, type EventDefinition, findDefinition } from '../catalogue.ts';
import { Optional, SenderId } from '../model/fields.ts';
import { parseSource, type Source, SOURCE_PATTERN } from '../model/source.ts';
import type { Instant } from '../model/stored.ts';
import { getValidator } from './validators.ts';

/** The limit for a search by likeness: a longer text is no typing mistake. */
const LONGEST_TYPE = 128;

/**
 * The attributes of a CloudEvent 1.0 that the service accepts. CloudEvents allows senders to add their own; these are
 * refused instead of dropped, so no sender believes that they were kept.
 */
export class EnvelopeV1 {
  @About('The version of CloudEvents.', '1.0')
  @OneOf(['1.0'], 'spec-version')
  specversion!: string;

  @About("The report's id. The same report sent again has the same one.", 'sa-2026-000417')
  @SenderId()
  id!: string;

  @About('Which system sends it for which reporter.', '/systems/sa-nord/reporters/990110')
  @Pattern(SOURCE_PATTERN, 'source', '/systems/{systemId}/reporters/{reporter}')
  source!: string;

  @About('The type of the report.', 'dk.ungestatus.education-interrupted.v1')
  @Pattern(/^dk\.ungestatus\.[a-z-]{1,64}\.v[0-9]{1,4}$/u, 'unknown-type', 'dk.ungestatus.{event-name}.v{n}')
  type!: string;

  @About(
    'When it was registered in the source system (RFC 3339); delay is measured from it. Sent again it stays the same.',
    '2026-11-21T08:50:00+01:00',
  )
  @Optional()
  @Time()
  time?: string;

  @About('The media type of `data`; may be left out.', 'application/json')
  @Optional()
  @Pattern(/^application\/json(; ?charset=[Uu][Tt][Ff]-8)?$/u, 'content-type', 'application/json')
  datacontenttype?: string;

  @About('May be left out.', 'urn:ungestatus:event:education-interrupted.v1')
  @Optional()
  @Pattern(/^[^\s\u0000-\u001F\u007F-\u009F]{1,512}$/u, 'data-schema', 'Where the schema of `data` is; not used.')
  dataschema?: string;

  @About('May be left out.', 'report')
  @Optional()
  @Pattern(/^[^\u0000-\u001F\u007F-\u009F]{0,256}$/u, 'subject', 'Ignored; never a civil number.')
  subject?: string;

  @About('Trace and span of the call in the source system.', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')
  @Optional()
  @Pattern(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/u, 'trace', 'W3C Trace Context; kept.')
  traceparent?: string;

  @About('State of the tracing system.', 'vendor=1')
  @Optional()
  @Pattern(/^[\x20-\x7e]{0,512}$/u, 'trace', 'W3C Trace Context; kept.')
  tracestate?: string;

  @AnyObject()
  data!: Record<string, unknown>;
}

/** A checked envelope; `data` is not checked yet. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly from: Source;
  readonly definition: EventDefinition;
  /** `time` in UTC; null if the sender did not state it. */
  readonly registeredAt: Instant | null;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: Record<string, unknown>;
}

export interface ReadEnvelope {
  /** Undefined if anything is wrong with the attributes. */
  readonly envelope?: Envelope;
  /** The type as sent, else the type probably meant: its data can be checked nevertheless. */
  readonly definition?: EventDefinition;
  readonly errors: readonly FieldError[];
}

const envelopes = createValidator(EnvelopeV1);

/** The event without attributes that are null: they count as missing (CloudEvents JSON format, 2.2). */
export function withoutNulls(value: unknown): unknown {
  if (!isPlainObject(value) || !Object.values(value).includes(null)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

/** Checks a CloudEvent's attributes. */
export function parseEnvelope(sent: unknown): ReadEnvelope {
  const value = envelopes.normalised(sent);
  const shape = envelopes.validate(value).filter(({ pointer }) => pointer !== '/type');
  if (!isPlainObject(value)) return { errors: shape };
  const named = typeof value['type'] === 'string' ? findDefinition(value['type']) : undefined;
  const definition = named ?? findMeantType(value);
  const known = definition === undefined ? {} : { definition };
  const errors = [...shape, ...typeErrors(value, named, definition)];
  if (errors.length > 0 || named === undefined) return { ...known, errors };
  const checked = value as unknown as EnvelopeV1;
  const from = parseSource(checked.source);
  if (from === undefined) return { ...known, errors: [fieldError('/source', 'source')] };
  const envelope: Envelope = {
    id: checked.id,
    source: checked.source,
    from,
    definition: named,
    registeredAt: checked.time === undefined ? null : new Date(checked.time.toUpperCase()).toISOString(),
    ...(checked.traceparent === undefined ? {} : { traceparent: checked.traceparent }),
    ...(checked.tracestate === undefined ? {} : { tracestate: checked.tracestate }),
    data: checked.data,
  };
  return { ...known, envelope, errors };
}

function typeErrors(
  value: Record<string, unknown>,
  named: EventDefinition | undefined,
  meant: EventDefinition | undefined,
): FieldError[] {
  if (value['type'] === undefined) return [fieldError('/type', 'required')];
  if (named === undefined) return [fieldError('/type', 'unknown-type', { didYouMean: meant?.wireType })];
  if (named.own) return [fieldError('/type', 'own-type')];
  const from = typeof value['source'] === 'string' ? parseSource(value['source']) : undefined;
  return from === undefined || named.reporters.includes(from.kind)
    ? []
    : [fieldError('/type', 'type-not-for-reporter')];
}

/** The name of a type without prefix and version. Blanks and underscores count as hyphens. */
function shortName(type: string): string {
  return type
    .trim()
    .toLowerCase()
    .replace(/^.*ungestatus[./:]/u, '')
    .replace(/[._-]?v?[0-9.]*$/u, '')
    .replace(/[\s_.]+/gu, '-');
}

const BY_SHORT_NAME = new Map(accepted.map((definition) => [shortName(definition.wireType), definition]));

/** The type that was meant: the one with the nearest name, else the only type that accepts the report's data. */
function findMeantType({ type, source, data }: Record<string, unknown>): EventDefinition | undefined {
  const near =
    typeof type === 'string' && type.length <= LONGEST_TYPE
      ? nearest(shortName(type), [...BY_SHORT_NAME.keys()])
      : undefined;
  if (near !== undefined) return BY_SHORT_NAME.get(near);
  const kind = typeof source === 'string' ? parseSource(source)?.kind : undefined;
  const fitting = accepted.filter(
    (one) => (kind === undefined || one.reporters.includes(kind)) && getValidator(one.type).acceptsFast(data),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}
