import { addDays } from '#libs/calendar';
import type { Day } from '#events/model/stored';
import { MUNICIPALITIES, type ResidenceReport, ROUNDS } from './reported-residences.ts';

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

/** The right holder of the case, followed report by report without the product's code: docs/adr/0021, "The holder". */
export class FollowedResidence {
  private moves: readonly Move[] = [];
  private lastKnown: string | undefined;
  private reached: Day = ROUNDS[0] ?? '';

  /**
   * The report as it is sent.
   * @returns undefined if there is nothing to correct or withdraw, or a move of that day already
   */
  send({ what, code, from, of }: ResidenceReport, id: string, today: Day): Sent | undefined {
    this.live(today);
    const target = this.moves[of % Math.max(1, this.moves.length)];
    if (what !== 'withdraw' && this.moves.some((move) => move.from === from && (what === 'move' || move !== target)))
      return undefined;
    if (what === 'move') {
      this.believe([...this.moves, { id, code, from }], today);
      return { type: 'residence-changed', id, data: { municipality: code, from } };
    }
    if (target === undefined) return undefined;
    const others = this.moves.filter((move) => move !== target);
    this.believe(what === 'correct' ? [...others, { id: target.id, code, from }] : others, today);
    if (what === 'correct')
      return {
        type: 'report-corrected',
        id,
        data: { corrects: { id: target.id }, content: { municipality: code, from } },
      };
    return { type: 'report-withdrawn', id, data: { withdraws: { id: target.id }, reason: REASON } };
  }

  /**
   * The municipality by the residence on the day, or the last known one; `school` if none was ever known, `abroad` if
   * no case goes on.
   */
  holderOn(day: Day): string {
    this.live(day);
    const lives = this.livesOn(day);
    if (lives === '0957') return 'abroad';
    return lives !== undefined && MUNICIPALITIES.includes(lives) ? lives : (this.lastKnown ?? 'school');
  }

  /** Goes on to the day: residences that begin by themselves on the way become the last known one. */
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
