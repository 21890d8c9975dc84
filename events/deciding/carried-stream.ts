import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import type { PersonEvent } from '../person-event.ts';
import { type BirthDate, registeredBirth } from '../history/registered-birth.ts';
import { ReporterView, type Taken } from './reporter-view.ts';
import { addOwnReport, type StandingFacts, standingFacts } from '../standing/standing-facts.ts';

const REGISTER = 'cpr';

/**
 * A person's stream as the reports of one call are decided on it, one after the other. What a reporter's reports come to is
 * folded once and carried on with each event added, so that a call of many reports about one person goes over the stream once;
 * it is folded anew only where the new event may change what earlier ones mean.
 */
export class CarriedStream {
  readonly events: PersonEvent[];
  private readonly views = new Map<string, ReporterView>();
  private register: readonly EffectiveReport[] | undefined;
  private readonly facts = new Map<string, StandingFacts>();

  constructor(events: readonly PersonEvent[]) {
    this.events = [...events];
  }

  /** What one reporter has reported so far. */
  viewOf(reporter: string): ReporterView {
    let view = this.views.get(reporter);
    if (!view)
      this.views.set(
        reporter,
        (view = new ReporterView(
          this.events.filter((event) => event.reporter === reporter),
          this.ofOthers(reporter),
        )),
      );
    return view;
  }

  /** What can give the reporter standing. Folded when first asked for: most reports need none. */
  factsOf(reporter: string): StandingFacts {
    let facts = this.facts.get(reporter);
    if (!facts) this.facts.set(reporter, (facts = this.fold(reporter)));
    return facts;
  }

  /** The birth date the register reported; undefined if it reported none. */
  registeredBirth(): BirthDate | undefined {
    this.register ??= effectiveReports(this.events.filter(isShared));
    return registeredBirth(this.register);
  }

  add(event: PersonEvent): void {
    this.events.push(event);
    if (isShared(event)) this.addShared(event);
    const view = this.views.get(event.reporter);
    const taken = view?.take(event);
    if (view && !taken) this.views.delete(event.reporter);
    this.addToFacts(event, taken);
  }

  private addToFacts(event: PersonEvent, taken: Taken | undefined): void {
    const facts = this.facts.get(event.reporter);
    if (!facts) return;
    facts.ownEvents.add(event.eventId);
    const isCarried =
      taken !== undefined && (taken.report === undefined || addOwnReport(facts, taken.report, taken.isNewId));
    if (!isCarried) this.facts.delete(event.reporter);
  }

  /** The register and the service speak to all: where people live, when they were born, who holds their case. */
  private addShared(event: PersonEvent): void {
    if (event.type !== 'name-registered.v1' && event.type !== 'protection-changed.v1') this.register = undefined;
    this.facts.clear();
    for (const [reporter, view] of this.views)
      if (reporter !== event.reporter && view.hasWaiting) this.views.delete(reporter);
  }

  private ofOthers(reporter: string): () => readonly PersonEvent[] {
    return () => this.events.filter((event) => event.reporter === reporter || isShared(event));
  }

  private fold(reporter: string): StandingFacts {
    const events = this.ofOthers(reporter)();
    return standingFacts(reporter, effectiveReports(events), events);
  }
}

function isShared(event: PersonEvent): boolean {
  return event.reporter === REGISTER || event.type.startsWith('follow-up-');
}
