import type { NewEvent } from '#libs/event-store';
import {
  isSealedByNameKey,
  type KnownPerson,
  createPerson,
  type NameKey,
  nameKeyIdOf,
  newNameKey,
  type NewPerson,
  unsealFields,
} from '#libs/persons';
import { type FieldError, fieldError } from '#libs/problems';
import { inTurns } from '#libs/concurrency';
import type { IntakeContext } from '../intake-context.ts';
import { asStored, type OldSpellings, oldSpellings } from './as-stored.ts';
import { changedFields, contentDigest } from './report-content.ts';
import { decideOne, type OneDecision } from './decide-one.ts';
import type { DecidedItem } from '../receipt-schemas.ts';
import { judgeRest } from './judge-rest.ts';
import { headOf, type Known } from '../load/known.ts';
import { asPersonEvent, contentOf, toNewEvent } from './new-event.ts';
import { changesSince, reporterRefusals, reporterWarnings, toReporterEvent } from './reporter-report.ts';
import type { PassedReport, SentReport, SentReporterReport } from '../check/sent-report.ts';
import { upcast } from '#events/reading/upcast';
import { presentData } from '#events/reading/content';
import { joinSealed, namesYoungPerson } from '#events/sealed';
import { CarriedStream } from '#events/deciding/carried-stream';
import type { EventType } from '#events/person-event';

export interface Decided {
  readonly items: readonly DecidedItem[];
  /** Sorted by stream, so that two batches about the same people wait for each other and do not deadlock. */
  readonly events: readonly NewEvent[];
  /** The heads that the events follow, by stream. */
  readonly heads: Known['heads'];
  readonly newPersons: readonly NewPerson[];
  /** Keys of the events that name the young person, if the name may be kept readable. */
  readonly nameKeys: readonly NameKey[];
}

type DecideNeeds = Pick<IntakeContext, 'rules' | 'institutions' | 'keyring' | 'newId'>;

export interface Deciding {
  readonly checked: readonly SentReport[];
  readonly known: Known;
  /** The moment this round appends. After a lost race it is later than the receipt. */
  readonly recordedAt: string;
}

/**
 * Decides reports in the order sent, each by the known state and the reports accepted before it. Does no I/O; lets
 * other work run in between.
 */
export async function decideCall(needs: DecideNeeds, deciding: Deciding): Promise<Decided> {
  const call = new DecidedCall(needs, deciding);
  const items: DecidedItem[] = [];
  for await (const report of inTurns(deciding.checked)) {
    const { id, passed, ofReporter, errors } = report;
    if (passed) items.push(call.decide(passed));
    else if (ofReporter) items.push(call.decideOfReporter(ofReporter, { id, errors }));
    else items.push(refused(id, [...errors, ...call.furtherErrors(report)]));
  }
  const events = [...call.events].sort((a, b) =>
    a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.version - b.version,
  );
  const used = new Set(events.map((event) => event.stream));
  return {
    items,
    events,
    heads: deciding.known.heads,
    newPersons: [...call.met.values()].filter(({ person }) => used.has(person)),
    nameKeys: [...call.nameKeys.values()],
  };
}

function refused(id: string | null, errors: readonly FieldError[]): DecidedItem {
  return { id, outcome: 'refused', errors, next: 'fix' };
}

/** An accepted or held report, ready to be stored. */
interface ToStore {
  readonly passed: PassedReport;
  readonly person: KnownPerson;
  readonly stream: CarriedStream;
  readonly decided: OneDecision;
}

class DecidedCall {
  readonly events: NewEvent[] = [];
  readonly met = new Map<string, NewPerson>();
  /** By key id. */
  readonly nameKeys = new Map<string, NameKey>();
  private readonly accepted = new Map<string, { event: NewEvent; held: boolean }>();
  private readonly streams = new Map<string, CarriedStream>();
  /** The last version of each reporter's stream that this call adds to. */
  private readonly versions = new Map<string, number>();
  /** By person and reporter. */
  private readonly spellings = new Map<string, OldSpellings>();

  constructor(
    private readonly needs: DecideNeeds,
    private readonly deciding: Deciding,
  ) {}

  decide(passed: PassedReport): DecidedItem {
    const id = passed.report.senderId;
    const person = this.personOf(passed);
    if ('code' in person) return refused(id, [person]);
    if (person.forgotten) return refused(id, [fieldError('/data/person', 'person-forgotten')]);
    return this.resent(passed, person) ?? this.fresh(passed, person);
  }

  /** Decides on a report about a reporter. Standing is of persons and does not apply (docs/adr/0038). */
  decideOfReporter(sent: SentReporterReport, { id, errors }: Pick<SentReport, 'id' | 'errors'>): DecidedItem {
    const { institutions, keyring } = this.needs;
    const { known, recordedAt } = this.deciding;
    const { eventId, stream } = sent;
    const inLog = errors.length === 0 ? known.byEventId.get(eventId) : undefined;
    const first = inLog ?? this.accepted.get(eventId)?.event;
    const found =
      errors.length === 0 && first ? changesSince(first, sent, keyring) : reporterRefusals(institutions, sent);
    if (errors.length + found.length > 0) return refused(id, [...errors, ...found]);
    if (first) return { id, outcome: 'duplicate', eventId, ...(inLog ? { position: inLog.position } : {}) };
    const warnings = reporterWarnings(sent);
    const version = (this.versions.get(stream) ?? headOf(known, stream).version) + 1;
    const event = toReporterEvent(keyring, sent, { version, recordedAt, warnings });
    this.versions.set(stream, version);
    this.events.push(event);
    this.accepted.set(eventId, { event, held: false });
    return { id, outcome: 'accepted', eventId, ...(warnings.length > 0 ? { warnings } : {}) };
  }

  /** Further errors of a report that has errors. Creates no person. */
  furtherErrors({ rest }: SentReport): FieldError[] {
    if (rest === undefined) return [];
    const { known } = this.deciding;
    const { person, lookup, isOwn } = rest;
    const hex = lookup?.toString('hex') ?? '';
    const byKey = person && 'key' in person ? known.byKey.get(person.key) : undefined;
    const found = isOwn ? (byKey ?? known.byLookup.get(hex) ?? this.met.get(hex)) : undefined;
    const reporter = rest.readings[0]?.reporter;
    const own = found && reporter !== undefined ? this.streamOf(found.person).viewOf(reporter).state.events : [];
    const further = judgeRest(this.needs, { rest, stream: found?.person, own, known });
    if (isOwn && person && 'key' in person && !byKey)
      return [...further, fieldError('/data/person/key', 'unknown-person')];
    return found?.forgotten === true ? [...further, fieldError('/data/person', 'person-forgotten')] : further;
  }

  private personOf({ report, lookup }: PassedReport): KnownPerson | FieldError {
    const { known } = this.deciding;
    if ('key' in report.person)
      return known.byKey.get(report.person.key.toLowerCase()) ?? fieldError('/data/person/key', 'unknown-person');
    const hex = lookup?.toString('hex') ?? '';
    const seen = known.byLookup.get(hex) ?? this.met.get(hex);
    if (seen) return seen;
    const met = createPerson(
      this.needs.keyring,
      this.needs.newId(),
      report.person.cpr,
      report.person.birthDate,
      lookup,
    );
    this.met.set(hex, met);
    return met;
  }

  /** @returns the first receipt again, or a refusal with the differences; undefined if the identity is new */
  private resent(passed: PassedReport, person: KnownPerson): DecidedItem | undefined {
    const {
      known: { byEventId },
    } = this.deciding;
    // A report stored before ids were normalised may be in the log under the id as sent.
    const inLog = byEventId.get(passed.eventId) ?? (passed.asSent && byEventId.get(passed.asSent.eventId));
    const first = inLog ?? this.accepted.get(passed.eventId)?.event;
    if (!first) return undefined;
    const id = passed.report.senderId;
    const content = contentOf(passed.report, person.person);
    const duplicate = {
      id,
      outcome: 'duplicate',
      eventId: first.eventId,
      ...(inLog ? { position: inLog.position } : {}),
    } as const;
    const spelled = [content, ...(passed.asSent ? [contentOf(passed.asSent.report, person.person)] : [])];
    if (spelled.some((one) => contentDigest(this.needs.keyring, one).equals(first.contentHash))) return duplicate;
    const sealed = first.stream === person.person ? unsealFields(person, first, this.nameKeyOf(first)) : {};
    const { type, data: stored } = upcast(first);
    const { target: _target, ...open } = stored as Record<string, unknown>;
    // Texts stored before normalisation count as equal to the same texts in today's spelling.
    const data = presentData(type as EventType, joinSealed(type as EventType, { open, sealed }));
    const before = { type, time: first.registeredAt, person: first.stream, data };
    const changed = changedFields(before, { ...content, data: presentData(passed.report.type, { ...content.data }) });
    if (changed.length === 0) return duplicate;
    return refused(
      id,
      changed.map((pointer) => fieldError(pointer, pointer === '/time' ? 'changed-time' : 'changed-content')),
    );
  }

  private nameKeyOf(event: NewEvent): Buffer | undefined {
    if (event.sealed === null || !isSealedByNameKey(event)) return undefined;
    const id = nameKeyIdOf(event.sealed);
    return this.nameKeys.get(id)?.wrapped ?? this.deciding.known.nameKeys.get(id);
  }

  private fresh(sent: PassedReport, person: KnownPerson): DecidedItem {
    const { known } = this.deciding;
    const stream = this.streamOf(person.person);
    const { events: own } = stream.viewOf(sent.report.reporter).state;
    const passed = asStored(sent, { own, old: this.oldSpellingsOf(person.person, sent.report.reporter) }, known);
    const decided = decideOne(this.needs, {
      passed,
      person,
      events: stream.events,
      carried: stream,
      known,
    });
    const { decision, held } = decided;
    const id = passed.report.senderId;
    if (decision.refusals.length > 0) return refused(id, decision.refusals);
    const event = this.toEvent({ passed, person, stream, decided });
    this.events.push(event);
    this.accepted.set(event.eventId, { event, held: decision.held });
    stream.add(asPersonEvent(event, Number.MAX_SAFE_INTEGER - 20_000 + this.events.length));
    return {
      id,
      ...(held ? { outcome: 'held', held, next: 'wait' } : { outcome: 'accepted' }),
      eventId: event.eventId,
      ...(decision.warnings.length > 0 ? { warnings: decision.warnings } : {}),
    };
  }

  /** Covers only the events in the log; events of this call already have today's spelling. */
  private oldSpellingsOf(person: string, reporter: string): OldSpellings {
    const key = `${person} ${reporter}`;
    let old = this.spellings.get(key);
    if (!old) {
      const stored = this.deciding.known.streams.get(person) ?? [];
      this.spellings.set(key, (old = oldSpellings(stored.filter((event) => event.reporter === reporter))));
    }
    return old;
  }

  private toEvent({ passed, person, stream, decided }: ToStore): NewEvent {
    const { decision, standing, added, receivedOn, nameReadable } = decided;
    const { keyring, rules } = this.needs;
    const head = headOf(this.deciding.known, person.person);
    const nameKey = namesYoungPerson(passed.report.type, { ...passed.report.data })
      ? newNameKey(keyring, person)
      : undefined;
    // A name that must no longer be readable is sealed with a key that is not kept.
    if (nameKey && nameReadable) this.nameKeys.set(nameKey.id, nameKey);
    return toNewEvent(keyring, {
      nameKey,
      passed,
      person,
      version: (stream.events.at(-1)?.version ?? head.version) + 1,
      added,
      recordedAt: this.deciding.recordedAt,
      receivedOn,
      held: decision.held,
      standing,
      writeRules: rules.version,
      warnings: decision.warnings.map((warning) => warning.code),
    });
  }

  private streamOf(person: string): CarriedStream {
    let stream = this.streams.get(person);
    if (!stream) this.streams.set(person, (stream = new CarriedStream(this.deciding.known.streams.get(person) ?? [])));
    return stream;
  }
}
