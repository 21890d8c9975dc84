import { restsOnOwnReports } from '#events/deciding/standing.decide';
import type { PersonEvent } from '#events/person-event';
import { localDay } from '#libs/calendar';
import { isPersonStream } from '#libs/event-store';
import type { Actor } from '#libs/identity';
import type { RuleBook } from '#libs/rules';
import { type Call, checkInTurns } from './check/check-call.ts';
import type { PassedReport, SentReport } from './check/sent-report.ts';
import { targetOf } from './check/report-ids.ts';
import { type Decided, decideCall } from './decide/decide-call.ts';
import type { DecidedItem } from './receipt-schemas.ts';
import { asPersonEvent } from './decide/new-event.ts';
import { standingTerms } from './decide/rule-answers.ts';
import type { IntakeContext } from './intake-context.ts';
import { readKnown } from './load/known.ts';
import { boundErrors, receiptPath } from './receipt/batch-receipt.ts';
import { keepableId } from './receipt/to-receipts.ts';

/** The outcome that one report would have. */
export interface TriedItem extends Pick<
  DecidedItem,
  'id' | 'outcome' | 'errors' | 'errorsLeftOut' | 'warnings' | 'held' | 'next'
> {
  /** Only for a report sent before: its event, and its receipt. */
  readonly eventId?: string;
  readonly receipt?: string;
  /**
   * True if the report would be accepted and its standing depends on reports of others: it may be held, and only
   * sending shows that.
   */
  readonly mayBeHeld?: true;
  /** The event about a person that would be stored; undefined if none would be. */
  readonly event?: TriedEvent;
}

/** An event that a report would become. */
export interface TriedEvent {
  readonly person: string;
  readonly eventId: string;
  readonly recordedAt: string;
  /** The events of the call about the person, up to and including this one. */
  upToIt(): readonly PersonEvent[];
}

/** The changes that tried reports would make, by event id, as far as the sender may see them. */
export type EffectsOfTried<Effect> = (
  actor: Actor,
  tried: readonly TriedEvent[],
) => Promise<ReadonlyMap<string, Effect>>;

/**
 * Dry run: 1 check, 2 load, 3 decide. Stores and announces nothing: no event, receipt, key or position. The answer
 * discloses no more than sending would, and never whether a report is held if that depends on reports of others
 * (docs/adr/0036): a dry run leaves no trace, sending does.
 */
export async function tryReports(context: IntakeContext, call: Call): Promise<readonly TriedItem[]> {
  const { span, clock, rules } = context;
  const { checked } = await span('door check', () => checkInTurns(context, call));
  const known = await readKnown(context, checked);
  const recordedAt = clock.now().toISOString();
  const decided = await span('door decide', () => decideCall(context, { checked, known, recordedAt }));
  const events = eventsOf(decided);
  return boundErrors(decided.items).map((item, index) => toTried(rules, item, checked[index], events));
}

function toTried(
  rules: RuleBook,
  item: DecidedItem,
  sent: SentReport | undefined,
  events: ReadonlyMap<string, TriedEvent>,
): TriedItem {
  const { errors, errorsLeftOut, warnings, eventId } = item;
  const known = {
    id: keepableId(item),
    ...(errors === undefined ? {} : { errors }),
    ...(errorsLeftOut === undefined ? {} : { errorsLeftOut }),
    ...(warnings === undefined ? {} : { warnings }),
  };
  switch (item.outcome) {
    case 'refused':
      return { ...known, outcome: 'refused', next: 'fix' };
    case 'duplicate':
      // A report sent twice in this call has no event yet.
      return item.position === undefined || eventId === undefined
        ? { ...known, outcome: 'duplicate' }
        : { ...known, outcome: 'duplicate', eventId, receipt: receiptPath({ eventId }, eventId, undefined) };
    case 'accepted':
    case 'held': {
      const event = events.get(eventId ?? '');
      return { ...known, ...standingOf(rules, item, sent), ...(event === undefined ? {} : { event }) };
    }
  }
}

/** The outcome of a report that would be stored; states whether it is held only if the sender knows the reasons. */
function standingOf(
  rules: RuleBook,
  { outcome, held, next }: DecidedItem,
  sent: SentReport | undefined,
): Pick<TriedItem, 'outcome' | 'mayBeHeld' | 'held' | 'next'> {
  if (sent?.ofReporter !== undefined) return { outcome };
  if (sent?.passed === undefined || !isKnownToSender(rules, sent.passed))
    return { outcome: 'accepted', mayBeHeld: true };
  return { outcome, ...(held === undefined ? {} : { held }), ...(next === undefined ? {} : { next }) };
}

function isKnownToSender(rules: RuleBook, { report, receivedAt }: PassedReport): boolean {
  const receivedOn = localDay(receivedAt);
  // The kinds of conditions do not depend on the birth date, so any date serves.
  return restsOnOwnReports(
    report,
    standingTerms(rules, { receivedOn, numberBirthDate: receivedOn, target: targetOf(report) }),
  );
}

function eventsOf({ events }: Decided): ReadonlyMap<string, TriedEvent> {
  const byPerson = new Map<string, PersonEvent[]>();
  const tried = new Map<string, TriedEvent>();
  events.forEach((event, index) => {
    const { stream, eventId, recordedAt } = event;
    if (!isPersonStream(stream)) return;
    const all = byPerson.get(stream) ?? [];
    byPerson.set(stream, all);
    const count = all.push(asPersonEvent(event, AFTER_THE_LOG + index));
    tried.set(eventId, { person: stream, eventId, recordedAt, upToIt: () => all.slice(0, count) });
  });
  return tried;
}

/**
 * After every position of the log, and far enough from the largest number for the events of a call and of the policies
 * after it.
 */
const AFTER_THE_LOG = Number.MAX_SAFE_INTEGER - 1_000_000;
