import { readReport } from '#events/read-report';
import { parseSource } from '#events/source';
import { RefusedElement } from '#libs/bodies';
import type { Keyring } from '#libs/person-key';
import { type FieldError, fieldError } from '#libs/problems';
import { eventIdOf, type SentReport } from './sent-report.ts';

/** Who sends: a system speaks only for its reporters. */
export interface Sender {
  readonly clientId: string;
  readonly role: string;
  readonly systemId: string;
  readonly reporters: readonly string[];
}

export interface CheckContext {
  readonly sender: Sender;
  readonly receivedAt: string;
  readonly sandbox: boolean;
  readonly keyring: Keyring;
}

/** Checks one report by itself and for its sender; all errors at once. */
export function checkReport(sent: unknown, { sender, receivedAt, sandbox, keyring }: CheckContext): SentReport {
  if (sent instanceof RefusedElement) return { id: senderIdOf(sent.value), errors: sent.errors };
  const { report, errors: own } = readReport(sent, { sandbox });
  const errors = [...own, ...senderErrors(sent, sender)];
  const id = errors.some(isNumberAsId) ? null : senderIdOf(sent);
  if (!report || errors.length > 0) return { id, errors };
  const lookup = 'cpr' in report.person ? { lookup: keyring.lookupOf(report.person.cpr) } : {};
  return { id, errors, passed: { report, sender, receivedAt, eventId: eventIdOf(report.source, report.senderId), ...lookup } };
}

/** A civil number sent as the report's id must not be kept as one on the receipt of the refusal. */
function isNumberAsId({ code, pointer }: FieldError): boolean {
  return code === 'civil-number-misplaced' && pointer === '/id';
}

function senderIdOf(sent: unknown): string | null {
  const id = (sent as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id.length <= 128 ? id : null;
}

function senderErrors(sent: unknown, sender: Sender): FieldError[] {
  const source = (sent as { source?: unknown } | null | undefined)?.source;
  const parsed = typeof source === 'string' ? parseSource(source) : undefined;
  if (!parsed) return [];
  const speaks = parsed.systemId === sender.systemId && sender.reporters.includes(parsed.reporter);
  return speaks ? [] : [fieldError('/source', 'reporter-not-yours')];
}
