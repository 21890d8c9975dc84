import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import type { PersonEvent } from '../person-event.ts';
import { type BirthDate, registeredBirth } from '../history/registered-birth.ts';
import { ReporterView, type Taken } from './reporter-view.ts';
import { addOwnReport, type StandingFacts, standingFacts } from '../standing/standing-facts.ts';

const REGISTER = 'cpr';

/**
 * A person's stream during one call, whose reports are decided on one after the other. Folds a reporter's reports once
 * and updates the result with each event added, so a call of many reports about one person reads the stream once. Folds
 * anew only if the new event may change the meaning of earlier ones.
 */
export class CarriedStream {
  readonly events: PersonEvent[];
  private readonly views = new Map<string, ReporterView>();
  private register: readonly EffectiveReport[] | undefined;
  private readonly facts = new Map<string, StandingFacts>();

  constructor(events: readonly PersonEvent[]) {
    this.events = [...events];
  }

  /** The reports of one reporter so far. */
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

  /** The facts that can give the reporter standing. Folded on first use: most reports need none. */
  factsOf(reporter: string): StandingFacts {
    let facts = this.facts.get(reporter);
    if (!facts) this.facts.set(reporter, (facts = this.fold(reporter)));
    return facts;
  }

  /** The birth date that the register reported. @returns undefined if the register reported none */
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

  /**
   * Drops what depends on shared events. Those of the register and the service concern every reporter: residences,
   * birth dates, case holders.
   */
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
