import { getDefinition } from '#events/catalogue';
import type { IncomingType } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { localDay } from '#libs/calendar';
import { decideOne, type DoorParts, eventIdOf, type PassedReport, toNewEvent } from '#libs/intake';
import type { NewEvent } from '#libs/event-store';
import type { KnownPerson } from '#libs/persons';
import { checkedOf } from './as-sent.ts';
import { instantText } from './day-number.ts';
import { type Life } from './life.ts';
import { type SimulatedSender } from './reporter.ts';
import { mayWarn } from './may-warn.ts';

/** A simulated report goes in when it has standing; `warningsOf` throws for one that does not. */
const GIVEN = { standing: 'given', waitsFor: [] } as const;

interface Place {
  readonly sender: SimulatedSender;
  readonly version: number;
}

const NOTHING_ELSE = {
  byLookup: new Map(),
  byKey: new Map(),
  byEventId: new Map(),
  streams: new Map(),
  heads: new Map(),
  nameKeys: new Map(),
} as const;

/** A life with what earlier reports of it are to the door's decisions; made once, however many of its reports are written. */
export class DecidedLife {
  private readonly pointsBack: boolean;
  private readonly before: PersonEvent[] = [];

  constructor(
    readonly life: Life,
    /** Asks the door's decision about every report, not only where it can have something to say. */
    private readonly everything = false,
  ) {
    this.pointsBack = life.reports.some(({ type }) => type === 'report-corrected.v1' || type === 'report-withdrawn.v1');
  }

  /**
   * The report as the door would append it, decided by the door's own decision on all that came in before it.
   * @throws Error where the door would not accept it: then the simulation is wrong, not the report
   */
  eventOf(at: number, parts: DoorParts, person: KnownPerson, { sender, version }: Place): NewEvent {
    const passed = this.passedOf(at, sender);
    const { report, receivedAt } = passed;
    const decided = this.everything || mayWarn(this.life, at);
    // Without a finding of its own, all a decision can say of a report is that its time is missing.
    const warnings = decided
      ? this.warningsOf(passed, at, parts, person)
      : report.registeredAt === null
        ? ['time-missing']
        : [];
    const target = targetOf(report.type, report.data as PointingData, report.source);
    return toNewEvent(parts.keyring, {
      passed,
      person,
      version,
      added: target === undefined ? {} : { target },
      recordedAt: receivedAt,
      receivedOn: localDay(receivedAt),
      held: false,
      standing: GIVEN,
      writeRules: parts.rules.version,
      warnings,
    });
  }

  private warningsOf(passed: PassedReport, at: number, parts: DoorParts, person: KnownPerson): string[] {
    const events = this.knownBefore(at, person.person);
    const {
      decision: { refusals, held, warnings },
    } = decideOne(parts, { passed, person, events, known: NOTHING_ELSE });
    if (held || refusals.length > 0) {
      const codes = held ? 'held' : refusals.map(({ code }) => code).join(', ');
      throw new Error(`The door would not accept ${passed.report.senderId} (${passed.report.type}): ${codes}.`);
    }
    return warnings.map(({ code }) => code);
  }

  private passedOf(at: number, sender: SimulatedSender): PassedReport {
    const sent = this.life.reports[at];
    if (sent === undefined) throw new RangeError('There is no such report in this life.');
    const report = checkedOf(this.life, sent);
    return {
      report,
      sender,
      receivedAt: instantText(sent.received),
      eventId: eventIdOf(report.source, report.senderId),
    };
  }

  private knownBefore(at: number, stream: string): readonly PersonEvent[] {
    while (this.before.length < at) this.before.push(this.asKnown(this.before.length, stream));
    return this.before.length === at ? this.before : this.before.slice(0, at);
  }

  /** What a decision reads of an event. Ids matter only to what points back: hashing them for everybody costs as much as deciding. */
  private asKnown(at: number, stream: string): PersonEvent {
    const sent = this.life.reports[at];
    if (sent === undefined) throw new RangeError('There is no such report in this life.');
    const report = checkedOf(this.life, sent);
    const { type, source, senderId, reporter, registeredAt } = report;
    const receivedAt = instantText(sent.received);
    const eventId = this.pointsBack ? eventIdOf(source, senderId) : senderId;
    const target = targetOf(report.type, report.data as PointingData, source);
    const data = target === undefined ? report.data : { ...report.data, target };
    const occurredOn = getDefinition(type).occurredOn(data as never, receivedAt.slice(0, 10));
    return {
      type,
      data,
      position: at + 1,
      stream,
      version: at + 1,
      eventId,
      source,
      senderId,
      reporter,
      occurredOn,
      registeredAt,
      receivedAt,
      recordedAt: receivedAt,
    } as unknown as PersonEvent;
  }
}

interface PointingData {
  readonly corrects?: { readonly id: string };
  readonly withdraws?: { readonly id: string };
}

/** Simulated reports point within their own source. */
function targetOf(type: IncomingType, { corrects, withdraws }: PointingData, source: string): string | undefined {
  if (type === 'report-corrected.v1' && corrects) return eventIdOf(source, corrects.id);
  return type === 'report-withdrawn.v1' && withdraws ? eventIdOf(source, withdraws.id) : undefined;
}
