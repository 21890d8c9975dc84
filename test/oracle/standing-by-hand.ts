import type { Draft } from '../given/history.ts';

/**
 * The standing of reports at a state of knowledge, a second implementation: every state is computed anew, nothing is
 * kept from one to the next, and it uses no code of the product. Reads drafts in the order of arrival.
 */
export class StandingByHand {
  constructor(private readonly drafts: readonly Draft[]) {}

  /** `id: content` of every report that counts after the first `count` drafts. */
  counting(count: number): string[] {
    return this.inForce(count).map(({ id, data }) => `${id}: ${JSON.stringify(data)}`);
  }

  /** Every report that counts after the first `count` drafts. `told`: the place of the draft with its content. */
  inForce(count: number) {
    return this.drafts.slice(0, count).flatMap((draft, place) => {
      if (isPointing(draft) || this.isTakenBack(place, count)) return [];
      const told = this.carrierOf(place, count);
      if (told === undefined) return [];
      return [
        { id: draft.id ?? '', type: draft.type, reporter: draft.reporter, place, told, data: this.contentOf(told) },
      ];
    });
  }

  /** The places of the drafts that do not count and are not taken back, after the first `count`. */
  held(count: number): number[] {
    return this.drafts
      .slice(0, count)
      .flatMap((_draft, place) => (this.isTakenBack(place, count) || this.counts(place, count) ? [] : [place]));
  }

  /**
   * The place of the draft with the content of the report: its latest correction that counts, else itself if it counts.
   */
  private carrierOf(place: number, count: number): number | undefined {
    for (let later = count - 1; later >= 0; later -= 1) {
      if (this.corrects(later, place) && !this.isTakenBack(later, count) && this.counts(later, count)) return later;
    }
    return this.counts(place, count) ? place : undefined;
  }

  private corrects(place: number, target: number): boolean {
    const draft = this.draft(place);
    return (
      draft.type === 'report-corrected.v1' &&
      this.targetOf(place) === target &&
      draft.reporter === this.draft(target).reporter
    );
  }

  private isTakenBack(place: number, count: number): boolean {
    return this.drafts.slice(0, count).some((draft, at) => {
      if (
        draft.type !== 'report-withdrawn.v1' ||
        this.targetOf(at) !== place ||
        draft.reporter !== this.draft(place).reporter
      )
        return false;
      return !this.isTakenBack(at, count);
    });
  }

  /** Whether it counts: once its condition is met, from its arrival on, it counts for good. */
  private counts(place: number, count: number): boolean {
    for (let known = place; known <= count; known += 1) if (this.isMet(place, known)) return true;
    return false;
  }

  private isMet(place: number, known: number): boolean {
    const { reporter, type } = this.draft(place);
    const content = this.contentOf(place) as Partial<Record<'on' | 'enrolmentId' | 'startsOn' | 'changedOn', string>>;
    if (type === 'report-withdrawn.v1') return this.knowsTarget(place, known);
    if (type === 'report-corrected.v1' && !this.knowsTarget(place, known)) return false;
    const isRegistration = content.startsOn !== undefined && content.changedOn === undefined;
    if (reporter === 'cpr' || isRegistration) return true;
    if (content.on !== undefined) return this.homeOn(content.on, known) === reporter.slice(-4);
    return this.drafts.slice(0, known).some((draft, at) => {
      if (draft.type !== 'enrolment-registered.v1' || draft.reporter !== reporter || this.isTakenBack(at, known))
        return false;
      const carrier = this.carrierOf(at, known);
      return (
        carrier !== undefined &&
        (this.contentOf(carrier) as { enrolmentId: string }).enrolmentId === content.enrolmentId
      );
    });
  }

  /** Whether the draft that it points at has come and is its sender's own. */
  private knowsTarget(place: number, known: number): boolean {
    const target = this.targetOf(place);
    return target < known && this.draft(target).reporter === this.draft(place).reporter;
  }

  /** The latest of the moves on or before the day; of two on one day the one reported later. */
  private homeOn(day: string, known: number): string | undefined {
    let home: { from: string; municipality: string; told: number } | undefined;
    for (let place = 0; place < known; place += 1) {
      if (this.draft(place).type !== 'residence-changed.v1' || this.isTakenBack(place, known)) continue;
      const told = this.carrierOf(place, known) ?? place;
      const { from, municipality } = this.contentOf(told) as { from: string; municipality: string };
      if (from <= day && (!home || from > home.from || (from === home.from && told > home.told)))
        home = { from, municipality, told };
    }
    return home?.municipality;
  }

  private draft(place: number): Draft {
    const draft = this.drafts[place];
    if (!draft) throw new RangeError('no such draft');
    return draft;
  }

  private contentOf(place: number): unknown {
    const { data, type } = this.draft(place);
    return type === 'report-corrected.v1' ? (data as { content: unknown }).content : data;
  }

  private targetOf(place: number): number {
    const at = this.drafts.findIndex(({ id }) => id === (this.draft(place).data as { target: string }).target);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }
}

function isPointing({ type }: Draft): boolean {
  return type === 'report-corrected.v1' || type === 'report-withdrawn.v1';
}
