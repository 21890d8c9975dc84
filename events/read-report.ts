import { type FieldError, fieldError, isPlainObject } from '#libs/validation';
import { findContentTypes } from './correction/content.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';
import type { PersonRef } from './fields.ts';
import type { AnyIncomingReport, IncomingPerson } from './incoming.ts';
import { parseCivilNumber } from './person/civil-number.ts';
import { misplacedNumbers } from './person/misplaced-number.ts';
import type { ReportType } from './person-event.ts';
import { getValidator } from './validators.ts';

/** One CloudEvent as sent: the report, or everything that is wrong with it. Reads nothing but the event itself. */
export function readReport(
  value: unknown,
  tenant: { readonly sandbox: boolean },
): { readonly report?: AnyIncomingReport; readonly errors: readonly FieldError[] } {
  const { envelope, definition, errors: own } = parseEnvelope(value);
  const errors = [...own, ...misplacedNumbers(value)];
  const data = isPlainObject(value) ? value['data'] : undefined;
  if (definition === undefined || definition.own || !isPlainObject(data)) return { errors };
  const wrong = [...errors, ...getValidator(definition.type).validate(data, '/data'), ...civilNumberErrors(data['person'], tenant)];
  if (envelope === undefined) return { errors: wrong };
  const content = definition.type === 'report-corrected.v1' && isPlainObject(data['content']) ? readContent(envelope, data) : undefined;
  const all = [...wrong, ...(content?.errors ?? [])];
  return all.length > 0 ? { errors: all } : { report: reportOf(envelope, data, tenant, content), errors: [] };
}

interface Content {
  readonly content: Record<string, unknown>;
  readonly contentTypes: readonly ReportType[];
  readonly errors: readonly FieldError[];
}

function readContent(envelope: Envelope, data: Record<string, unknown>): Content {
  return findContentTypes(data['content'] as Record<string, unknown>, data['person'], envelope.from.kind);
}

function civilNumberErrors(person: unknown, tenant: { readonly sandbox: boolean }): FieldError[] {
  // A number of the wrong form has been told about by the validator.
  if (!isPlainObject(person) || typeof person['cpr'] !== 'string') return [];
  const read = parseCivilNumber(person['cpr'], tenant);
  return typeof read === 'string' && read !== 'cpr-format' ? [fieldError('/data/person/cpr', read)] : [];
}

function reportOf(
  envelope: Envelope,
  sent: Record<string, unknown>,
  tenant: { readonly sandbox: boolean },
  content: Content | undefined,
): AnyIncomingReport {
  const { person, ...data } = sent;
  const corrected = content === undefined ? {} : { content: content.content, contentTypes: content.contentTypes };
  const { definition, from, id, ...rest } = envelope;
  return {
    type: definition.type,
    data: { ...data, ...corrected },
    person: personOf(person as PersonRef, tenant),
    source: rest.source,
    senderId: id,
    systemId: from.systemId,
    reporter: from.reporter,
    reporterKind: from.kind,
    registeredAt: rest.registeredAt,
    ...(rest.traceparent === undefined ? {} : { traceparent: rest.traceparent }),
    ...(rest.tracestate === undefined ? {} : { tracestate: rest.tracestate }),
    // The validator of `definition.type` has judged the data to be of its class.
  } as unknown as AnyIncomingReport;
}

function personOf(person: PersonRef, tenant: { readonly sandbox: boolean }): IncomingPerson {
  if (person.cpr === undefined) return { key: person.key ?? '' };
  const read = parseCivilNumber(person.cpr, tenant);
  return { cpr: person.cpr, birthDate: typeof read === 'string' ? '' : read.birthDate };
}
