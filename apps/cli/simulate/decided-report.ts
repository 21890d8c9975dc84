import { getDefinition } from '#events/catalogue';
import type { IncomingType } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { localDay } from '#libs/calendar';
import { decideOne, eventIdOf, type IntakeContext, type PassedReport, toNewEvent } from '#libs/intake';
import type { NewEvent } from '#libs/event-store';
import type { KnownPerson } from '#libs/persons';
import { checkedOf } from './as-sent.ts';
import { instantText } from './day-number.ts';
import { type Life } from './life.ts';
import { type SimulatedSender } from './reporter.ts';
import { mayWarn } from './may-warn.ts';

/** A simulated report is appended with standing given; `warningsOf` throws for one without standing. */
const GIVEN = { standing: 'given', waitsFor: [] } as const;

/** The rules, the register and the keyring, as the intake decides and seals by them. */
export type DecidingNeeds = Pick<IntakeContext, 'rules' | 'institutions' | 'keyring'>;

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

/** A life with the results of earlier reports that the intake's decisions need; made once for all its reports. */
export class DecidedLife {
  private readonly pointsBack: boolean;
  private readonly before: PersonEvent[] = [];

  constructor(
    readonly life: Life,
    /** If true, runs the intake's decision for every report, not only if it could have a finding. */
    private readonly everything = false,
  ) {
    this.pointsBack = life.reports.some(({ type }) => type === 'report-corrected.v1' || type === 'report-withdrawn.v1');
  }

  /**
   * The report as the intake would append it, decided by the intake's own decision on all reports that arrived before
   * it.
   * @throws Error if the intake would not accept it: then the simulation is wrong, not the report
   */
  eventOf(at: number, intake: DecidingNeeds, person: KnownPerson, { sender, version }: Place): NewEvent {
    const passed = this.passedOf(at, sender);
    const { report, receivedAt } = passed;
    const decided = this.everything || mayWarn(this.life, at);
    // Without a finding of the decision, the only possible warning is a missing time.
    const warnings = decided
      ? this.warningsOf(passed, at, intake, person)
      : report.registeredAt === null
        ? ['time-missing']
        : [];
    const target = targetOf(report.type, report.data as PointingData, report.source);
    return toNewEvent(intake.keyring, {
      passed,
      person,
      version,
      added: target === undefined ? {} : { target },
      recordedAt: receivedAt,
      receivedOn: localDay(receivedAt),
      held: false,
      standing: GIVEN,
      writeRules: intake.rules.version,
      warnings,
    });
  }

  private warningsOf(passed: PassedReport, at: number, intake: DecidingNeeds, person: KnownPerson): string[] {
    const events = this.knownBefore(at, person.person);
    const {
      decision: { refusals, held, warnings },
    } = decideOne(intake, { passed, person, events, known: NOTHING_ELSE });
    if (held || refusals.length > 0) {
      const codes = held ? 'held' : refusals.map(({ code }) => code).join(', ');
      throw new Error(`The intake would not accept ${passed.report.senderId} (${passed.report.type}): ${codes}.`);
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

  /** The event as decisions read it. Only pointing reports use ids: hashing them all costs as much as deciding. */
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

/** Simulated reports refer only to reports of their own source. */
function targetOf(type: IncomingType, { corrects, withdraws }: PointingData, source: string): string | undefined {
  if (type === 'report-corrected.v1' && corrects) return eventIdOf(source, corrects.id);
  return type === 'report-withdrawn.v1' && withdraws ? eventIdOf(source, withdraws.id) : undefined;
}
