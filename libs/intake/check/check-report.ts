import { findDefinition, isReporterType } from '#events/catalogue';
import type { ReporterReport } from '#events/incoming';
import { type ReadReport, readReport } from '#events/reading/read-report';
import { parseSource, reporterKind, type Source } from '#events/model/source';
import { reporterStream } from '#libs/event-store';
import { RefusedElement } from '#libs/http';
import type { Keyring } from '#libs/persons';
import { type FieldError, fieldError } from '#libs/problems';
import { isPlainObject } from '#libs/validation';
import { eventIdOf } from './report-ids.ts';
import type { RestOfReport, Sender, SentReport, SentReporterReport } from './sent-report.ts';

export interface CheckContext {
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly sandbox: boolean;
  readonly keyring: Keyring;
}

/** Checks one report by itself and for its sender. Finds all errors at once. */
export function checkReport(sent: unknown, context: CheckContext): SentReport {
  if (sent instanceof RefusedElement) return checkFaulty(sent, context);
  const { sender, receivedAt, keyring } = context;
  const read = readReport(sent, context);
  const { report, asSent, reporterReport } = read;
  const errors = withSenderErrors(read.errors, sent, sender);
  const id = errors.some(isNumberAsId) ? null : senderIdOf(sent);
  // Its refusal is not among those of the reporter's deliveries, all the less if the operator sent it.
  if (reporterReport) return { id, errors, ofReporter: aboutReporter(reporterReport, context) };
  const named = ownReporterOf(sent, sender);
  const reporter = named === undefined ? {} : { reporter: named };
  if (!report || errors.length > 0) return { id, errors, ...reporter, ...restOf(read, sent, context) };
  const lookup = 'cpr' in report.person ? { lookup: keyring.lookupOf(report.person.cpr) } : {};
  const raw = asSent && { asSent: { report: asSent, eventId: eventIdOf(asSent.source, asSent.senderId) } };
  return {
    id: report.senderId,
    errors,
    ...reporter,
    passed: { report, sender, receivedAt, eventId: eventIdOf(report.source, report.senderId), ...lookup, ...raw },
  };
}

function aboutReporter(report: ReporterReport, { sender, receivedAt }: CheckContext): SentReporterReport {
  const { source, senderId, from } = report;
  return { report, sender, receivedAt, eventId: eventIdOf(source, senderId), stream: reporterStream(from.reporter) };
}

/**
 * Judges a report with faulty names as if those members were left out. A type that stands twice counts as its last
 * value: without a type the data could not be judged.
 */
function checkFaulty(faulty: RefusedElement, context: CheckContext): SentReport {
  if (faulty.value === undefined) return { id: null, errors: faulty.errors };
  const wrong = faulty.errors.map(({ pointer }) => pointer);
  const typed = wrong.includes('/type') ? { type: (faulty.value as { readonly type: unknown }).type } : {};
  const { id, errors, rest, reporter, ofReporter } = checkReport(
    isPlainObject(faulty.rest) ? { ...faulty.rest, ...typed } : faulty.rest,
    context,
  );
  return {
    id,
    errors: faulty.with(errors),
    ...(reporter === undefined ? {} : { reporter }),
    ...(rest ? { rest: { ...rest, wrong: [...rest.wrong, ...wrong] } } : {}),
    ...(ofReporter ? { ofReporter } : {}),
  };
}

/** The input for further findings on a report with errors; empty if no part of the report can be judged. */
function restOf(
  { rest, report }: ReadReport,
  sent: unknown,
  { sender, receivedAt, keyring }: CheckContext,
): { rest?: RestOfReport } {
  const readings = rest?.readings ?? (report ? [report] : []);
  if (readings.length === 0) return {};
  const person = rest ? rest.person : report?.person;
  const lookup = person && 'cpr' in person ? { lookup: keyring.lookupOf(person.cpr) } : {};
  const isOwn = ownReporterOf(sent, sender) !== undefined;
  return {
    rest: { readings, wrong: rest?.wrong ?? [], receivedAt, sender, isOwn, ...(person ? { person } : {}), ...lookup },
  };
}

/** A civil number sent as the report's id must not be kept as an id on the receipt of the refusal. */
function isNumberAsId({ code, pointer }: FieldError): boolean {
  return (
    pointer === '/id' && (code === 'civil-number-misplaced' || code === 'reads-as-civil-number' || code === 'not-text')
  );
}

/**
 * The id as it can be stored on the refusal.
 * @returns null if it is no text, too long, or has characters that cannot be stored
 */
function senderIdOf(sent: unknown): string | null {
  const id = (sent as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id.length <= 128 && !/[\u0000-\u001F\uD800-\uDFFF]/u.test(id) ? id : null;
}

function sourceOf(sent: unknown): Source | undefined {
  const source = (sent as { source?: unknown } | null | undefined)?.source;
  return typeof source === 'string' ? parseSource(source) : undefined;
}

function definitionOf(sent: unknown): ReturnType<typeof findDefinition> {
  const type = (sent as { type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' ? findDefinition(type) : undefined;
}

/**
 * The reporter of a report for which the sender speaks. The operator speaks for every reporter, about the reporter
 * alone, never about a person (docs/adr/0038).
 */
function ownReporterOf(sent: unknown, sender: Sender): string | undefined {
  const from = sourceOf(sent);
  if (from === undefined || from.systemId !== sender.systemId) return undefined;
  const isOwn = sender.role === 'operator' ? isAboutReporter(sent) : sender.reporters.includes(from.reporter);
  return isOwn ? from.reporter : undefined;
}

function isAboutReporter(sent: unknown): boolean {
  const definition = definitionOf(sent);
  return definition !== undefined && isReporterType(definition.type);
}

/**
 * Adds the error that the sender does not speak for the reporter. The error that the reporter is of the wrong kind is
 * then left out if the sender has a reporter of the right kind: a mistaken reporter is one error, not two.
 */
function withSenderErrors(errors: readonly FieldError[], sent: unknown, sender: Sender): FieldError[] {
  const from = sourceOf(sent);
  if (from === undefined || ownReporterOf(sent, sender) !== undefined) return [...errors];
  const definition = definitionOf(sent);
  if (sender.role === 'operator' && from.systemId === sender.systemId)
    return definition === undefined ? [...errors] : [fieldError('/type', 'type-not-for-role'), ...errors];
  const kinds = definition?.reporters ?? [];
  const isRightForOwn = sender.reporters.some((reporter) => kinds.includes(reporterKind(reporter)));
  return [
    ...errors.filter(({ code }) => code !== 'type-not-for-reporter' || !isRightForOwn),
    fieldError('/source', 'reporter-not-yours'),
  ];
}
