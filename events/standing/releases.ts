import { pointsBack, type Release, type Releases, reportsInForce } from '../history/current-content.ts';
import type { PersonEvent } from '../person-event.ts';
import { findGrounds } from './find-ground.ts';
import { mayGive } from './may-give.ts';
import { standingFacts } from './standing-facts.ts';

const NOTHING: Releases = new Map();
const REGISTER = 'cpr';

/**
 * The events that waited for standing and got it within the prefix, each with the first event at which it did. Derived
 * from the prefix alone, so knowledge before stays what it was. Costs one look at each event if nothing waits.
 */
export function releasesOf(events: readonly PersonEvent[]): Releases {
  const reporters = new Set(events.flatMap((event) => (isWaiting(event) ? [event.reporter] : [])));
  if (reporters.size === 0) return NOTHING;
  const releases = new Map<string, Release>();
  // The register first: a correction of it that came before its report decides where people live from that report on.
  const inTurn = [...reporters].sort((one, other) => Number(other === REGISTER) - Number(one === REGISTER));
  for (const reporter of inTurn) new ReleasesOfReporter(reporter, releases).read(events);
  return releases;
}

function isWaiting(event: PersonEvent): boolean {
  return event.standing === 'waiting';
}

/** How much of what is known a waiting event's standing rests on: its own target alone, that and more, or anything else. */
function dependenceOf({ waitsFor = [] }: PersonEvent): 0 | 1 | 2 {
  const pointing = waitsFor.filter(({ needs }) => needs === 'own-report').length;
  if (pointing === 0) return 2;
  return pointing === waitsFor.length ? 0 : 1;
}

/** The waiting events of one reporter, against its own reports, the register's and the service's facts. */
class ReleasesOfReporter {
  private readonly prefix: PersonEvent[] = [];
  /** What the reporter's corrections and withdrawals point at. */
  private readonly pointedAt = new Set<string>();
  private waiting: PersonEvent[] = [];

  constructor(
    private readonly reporter: string,
    private readonly releases: Map<string, Release>,
  ) {}

  read(events: readonly PersonEvent[]): void {
    for (const event of events) {
      const own = event.reporter === this.reporter;
      if (!own && event.reporter !== REGISTER && !event.type.startsWith('follow-up-')) continue;
      this.prefix.push(event);
      if (own && pointsBack(event)) this.pointedAt.add((event.data as { target: string }).target);
      if (this.waiting.some((one) => mayGive(event, one))) this.release(event);
      if (own && isWaiting(event)) this.waiting.push(event);
    }
  }

  /** What comes into force may give the next one standing, so it is looked at as the event itself is. */
  private release(by: PersonEvent): void {
    const giving = [by];
    for (const event of giving) {
      const candidates = this.waiting.filter((one) => mayGive(event, one) && !this.releaseAtOnce(one, by));
      // A correction that came before its report is part of what is known as soon as the report is there.
      for (const dependence of [0, 1, 2]) {
        const group = candidates.filter((one) => dependenceOf(one) === dependence);
        if (group.length > 0) this.releaseByFacts(group, by);
      }
      giving.push(...this.waiting.filter(({ eventId }) => this.releases.has(eventId)));
      this.waiting = this.waiting.filter(({ eventId }) => !this.releases.has(eventId));
    }
  }

  private releaseByFacts(candidates: readonly PersonEvent[], by: PersonEvent): void {
    const facts = standingFacts(this.reporter, reportsInForce(this.prefix, this.releases), this.prefix);
    for (const one of candidates) {
      const citations = findGrounds(one.waitsFor ?? [], facts);
      if (citations) this.releases.set(one.eventId, { position: by.position, citations });
    }
  }

  /** The commonest case without working out all facts: the registration that was missing, as it was sent. */
  private releaseAtOnce(one: PersonEvent, by: PersonEvent): boolean {
    const [condition, ...more] = one.waitsFor ?? [];
    if (condition?.needs !== 'own-enrolment' || more.length > 0 || this.pointedAt.has(by.eventId)) return false;
    if (
      by.type !== 'enrolment-registered.v1' ||
      by.reporter !== this.reporter ||
      by.data.enrolmentId !== condition.enrolmentId
    )
      return false;
    this.releases.set(one.eventId, { position: by.position, citations: [by.eventId] });
    return true;
  }
}
