import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { Day } from '#events/stored';

/** The days on which everybody's reports come in; the first opens the stories, the second the cases. */
export const ROUNDS: readonly Day[] = ['2026-05-04', '2026-05-11', '2026-05-13', '2026-05-18', '2026-05-20', '2026-05-26'];
export const MUNICIPALITIES: readonly string[] = ['0751', '0461'];
/** Real ones, none, a typing error, Greenland. */
const anyCode = fc.constantFrom('0751', '0461', '0751', '0461', '0999', '0009', '0752', '0957');
const anyFrom = fc.oneof(fc.constant('2015-01-01'), fc.integer({ min: -14, max: 14 }).map((days) => addDays('2026-05-15', days)));

/** One report about where somebody lives; `of` picks among the reports in force. */
export interface ResidenceReport {
  readonly round: number;
  readonly what: 'move' | 'correct' | 'withdraw';
  readonly code: string;
  readonly from: Day;
  readonly of: number;
}

export interface ResidenceStory {
  readonly school: string;
  readonly contactIn: number | undefined;
  readonly reports: readonly ResidenceReport[];
}

const anyReport = fc.record({
  round: fc.integer({ min: 0, max: ROUNDS.length - 1 }),
  what: fc.constantFrom('move' as const, 'move' as const, 'correct' as const, 'withdraw' as const),
  code: anyCode,
  from: anyFrom,
  of: fc.nat(10),
});

/** Somebody who leaves the school, and up to seven reports about the residence: in any order, some before and some after. */
export const anyResidenceStory = (schools: readonly string[]): fc.Arbitrary<ResidenceStory> => fc.record({
  school: fc.constantFrom(...schools),
  contactIn: fc.option(fc.integer({ min: 2, max: ROUNDS.length - 1 }), { nil: undefined, freq: 5 }),
  reports: fc.array(anyReport, { maxLength: 7 }).map((reports) => reports.toSorted((one, other) => one.round - other.round)),
});

interface Move {
  readonly id: string;
  readonly code: string;
  readonly from: Day;
}

export interface Sent {
  readonly type: 'residence-changed' | 'report-corrected' | 'report-withdrawn';
  readonly id: string;
  readonly data: object;
}

const REASON = { system: 'neutral', code: 'sent-by-mistake' };

/** Who should hold the case, followed report by report without the product's code: follow-up.md, "Who holds it". */
export class FollowedResidence {
  private moves: readonly Move[] = [];
  private lastKnown: string | undefined;
  private reached: Day = ROUNDS[0] ?? '';

  /** The report as it is sent; undefined if there is nothing to correct or withdraw, or a move of that day already. */
  send({ what, code, from, of }: ResidenceReport, id: string, today: Day): Sent | undefined {
    this.live(today);
    const target = this.moves[of % Math.max(1, this.moves.length)];
    if (what !== 'withdraw' && this.moves.some((move) => move.from === from && (what === 'move' || move !== target))) return undefined;
    if (what === 'move') {
      this.believe([...this.moves, { id, code, from }], today);
      return { type: 'residence-changed', id, data: { municipality: code, from } };
    }
    if (target === undefined) return undefined;
    const others = this.moves.filter((move) => move !== target);
    this.believe(what === 'correct' ? [...others, { id: target.id, code, from }] : others, today);
    if (what === 'correct') return { type: 'report-corrected', id, data: { corrects: { id: target.id }, content: { municipality: code, from } } };
    return { type: 'report-withdrawn', id, data: { withdraws: { id: target.id }, reason: REASON } };
  }

  /** The municipality by the residence on the day or the one last known; `school` if none ever was, `abroad` if no case goes on. */
  holderOn(day: Day): string {
    this.live(day);
    const lives = this.livesOn(day);
    if (lives === '0957') return 'abroad';
    return lives !== undefined && MUNICIPALITIES.includes(lives) ? lives : (this.lastKnown ?? 'school');
  }

  /** Goes on to the day: what begins by itself on the way becomes the municipality last known. */
  private live(day: Day): void {
    for (; this.reached < day; this.reached = addDays(this.reached, 1)) this.remember(this.reached);
    this.remember(day);
  }

  private believe(moves: readonly Move[], day: Day): void {
    this.moves = moves.toSorted((one, other) => (one.from < other.from ? -1 : 1));
    this.remember(day);
  }

  private remember(day: Day): void {
    const lives = this.livesOn(day);
    if (lives !== undefined && MUNICIPALITIES.includes(lives)) this.lastKnown = lives;
  }

  private livesOn(day: Day): string | undefined {
    return this.moves.findLast(({ from }) => from <= day)?.code;
  }
}
