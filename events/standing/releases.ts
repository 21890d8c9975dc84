import { pointsBack, type Release, type Releases, reportsInForce } from '../history/current-content.ts';
import type { PersonEvent } from '../person-event.ts';
import { findGrounds } from './find-ground.ts';
import { mayGive } from './may-give.ts';
import { standingFacts } from './standing-facts.ts';

const NOTHING: Releases = new Map();
const REGISTER = 'cpr';

/**
 * The waiting events that got standing within the prefix, each with the event that first gave it. Computed from the
 * prefix alone, so earlier states of knowledge stay unchanged. Costs one test of each event if none waits.
 */
export function releasesOf(events: readonly PersonEvent[]): Releases {
  const reporters = new Set(events.flatMap((event) => (isWaiting(event) ? [event.reporter] : [])));
  if (reporters.size === 0) return NOTHING;
  const releases = new Map<string, Release>();
  // Handles the register first: a correction received before the register report it corrects counts for residence from
  // that report on.
  const inTurn = [...reporters].sort((one, other) => Number(other === REGISTER) - Number(one === REGISTER));
  for (const reporter of inTurn) new ReleasesOfReporter(reporter, releases).read(events);
  return releases;
}

function isWaiting(event: PersonEvent): boolean {
  return event.standing === 'waiting';
}

/**
 * The extent to which a waiting event's standing depends on what is in force: 0 on its own target alone, 1 on that and
 * more, 2 on anything else.
 */
function dependenceOf({ waitsFor = [] }: PersonEvent): 0 | 1 | 2 {
  const pointing = waitsFor.filter(({ needs }) => needs === 'own-report').length;
  if (pointing === 0) return 2;
  return pointing === waitsFor.length ? 0 : 1;
}

/**
 * Releases the waiting events of one reporter by its own reports, those of the register and the facts of the service.
 */
class ReleasesOfReporter {
  private readonly prefix: PersonEvent[] = [];
  /** The targets of the reporter's corrections and withdrawals. */
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

  /**
   * Releases events because of `by`. An event that comes into force may give the next one standing, so it is handled
   * like `by` itself.
   */
  private release(by: PersonEvent): void {
    const giving = [by];
    for (const event of giving) {
      const candidates = this.waiting.filter((one) => mayGive(event, one) && !this.releaseAtOnce(one, by));
      // A correction received before its report takes effect as soon as the report arrives.
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

  /**
   * Handles the most common case without folding the facts: the missing registration arrives, and no correction refers
   * to it.
   */
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
