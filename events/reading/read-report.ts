import { type FieldError, fieldError, isPlainObject } from '#libs/validation';
import { isReporterType } from '../catalogue.ts';
import { type CorrectedContent, readContent } from './content.ts';
import { type Envelope, parseEnvelope, withoutNulls } from './envelope.ts';
import type { PersonRef } from '../model/fields.ts';
import type { AnyIncomingReport, IncomingPerson, ReporterReport } from '../incoming.ts';
import { parseCivilNumber } from '../person/civil-number.ts';
import { type Rest, restOf } from './readings.ts';
import { readReporterReport } from './reporter-report.ts';
import { textErrors } from './report-texts.ts';
import { parseSource } from '../model/source.ts';
import { getValidator } from './validators.ts';

export interface ReadReport {
  /** A report about a person; undefined if anything is wrong. */
  readonly report?: AnyIncomingReport;
  /** The report with its texts as they were sent; undefined if those equal the stored spelling. */
  readonly asSent?: AnyIncomingReport;
  /** A report about a reporter, also if it has errors; undefined if its source cannot be read. */
  readonly reporterReport?: ReporterReport;
  readonly errors: readonly FieldError[];
  /**
   * The parts that can be decided on in spite of the errors; undefined if there are no errors or nothing can be read.
   */
  readonly rest?: Rest;
}

interface Tenant {
  readonly sandbox: boolean;
}

/** Reads one CloudEvent as sent: returns the report, or all errors in it. Uses nothing but the event itself. */
export function readReport(sent: unknown, tenant: Tenant): ReadReport {
  const event = withoutNulls(sent);
  const { envelope, definition, errors: own } = parseEnvelope(event);
  const errors = [...own, ...textErrors(event)];
  const sentData = isPlainObject(event) ? event['data'] : undefined;
  if (definition === undefined || definition.own || !isPlainObject(event) || !isPlainObject(sentData))
    return { errors };
  if (isReporterType(definition.type))
    return readReporterReport(definition.type, { event, sentData, envelope, errors });
  const validator = getValidator(definition.type);
  const data = validator.normalised(sentData) as Record<string, unknown>;
  const content =
    definition.type === 'report-corrected.v1' && isPlainObject(data['content'])
      ? readContent(data['content'], data['person'])
      : undefined;
  const wrong = [
    ...errors,
    ...validator.validate(data, '/data'),
    ...civilNumberErrors(data['person'], tenant),
    ...(content?.errors ?? []),
  ];
  const from = typeof event['source'] === 'string' ? parseSource(event['source']) : undefined;
  const person = findPerson(data['person'], tenant);
  if (wrong.length > 0 || envelope === undefined) {
    return {
      errors: wrong,
      rest: restOf({ definition, from, source: event['source'], id: event['id'], data, person, errors: wrong }),
    };
  }
  const reference = person ?? { key: '' };
  const report = toReport(envelope, { person: reference, data, ...pointing(envelope, content, content?.content) });
  const isAsStored = data === sentData && content?.content === content?.asSent && event['id'] === envelope.id;
  if (isAsStored) return { report, errors: [] };
  const sentEnvelope = { ...envelope, id: event['id'] as string };
  const asSent = { person: reference, data: sentData, ...pointing(envelope, content, content?.asSent) };
  return { report, errors: [], asSent: toReport(sentEnvelope, asSent) };
}

interface Parts {
  readonly person: IncomingPerson;
  readonly data: Record<string, unknown>;
  /** The content that a correction names, and the types it may be of. */
  readonly pointing?: object;
}

function pointing(
  { from }: Envelope,
  corrected: CorrectedContent | undefined,
  content: unknown,
): Pick<Parts, 'pointing'> {
  if (corrected === undefined) return {};
  return { pointing: { content, contentTypes: corrected.contentTypesFor(from.kind) } };
}

function toReport(
  { definition: { type }, id, from, ...rest }: Envelope,
  { person, data: { person: _, ...fields }, pointing }: Parts,
): AnyIncomingReport {
  return {
    type,
    data: { ...fields, ...pointing },
    person,
    source: rest.source,
    senderId: id,
    systemId: from.systemId,
    reporter: from.reporter,
    reporterKind: from.kind,
    registeredAt: rest.registeredAt,
    ...(rest.traceparent === undefined ? {} : { traceparent: rest.traceparent }),
    ...(rest.tracestate === undefined ? {} : { tracestate: rest.tracestate }),
    // The validator of the type has checked the data against its class.
  } as unknown as AnyIncomingReport;
}

function civilNumberErrors(person: unknown, tenant: Tenant): FieldError[] {
  // The validator reports a number of the wrong form.
  if (!isPlainObject(person) || typeof person['cpr'] !== 'string') return [];
  const read = parseCivilNumber(person['cpr'], tenant);
  return typeof read === 'string' && read !== 'cpr-format' ? [fieldError('/data/person/cpr', read)] : [];
}

/** @returns undefined if the person cannot be read */
function findPerson(person: unknown, tenant: Tenant): IncomingPerson | undefined {
  if (!isPlainObject(person)) return undefined;
  const { cpr, key } = person as Partial<PersonRef>;
  if (typeof cpr !== 'string')
    return typeof key === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(key) ? { key } : undefined;
  const read = parseCivilNumber(cpr, tenant);
  return typeof read === 'string' || key !== undefined ? undefined : { cpr, birthDate: read.birthDate };
}
