import { asPercent } from '../words/danish-formats.ts';
import { DIRECTION_WORDS } from '../words/da-reporters.ts';

export interface Direction {
  readonly kind: 'rising' | 'falling' | 'same' | 'first';
  readonly text: string;
}

/** Points of a percentage within which a share counts as unchanged. */
const SAME_POINTS = 2;

/** Where a share is going: never by colour alone, always a word. */
export function directionOf(share: number, before: number | undefined): Direction {
  if (before === undefined) return { kind: 'first', text: DIRECTION_WORDS.first };
  const [now, then] = [asPercent(share), asPercent(before)];
  const kind = Math.abs(now - then) <= SAME_POINTS ? 'same' : now > then ? 'rising' : 'falling';
  return { kind, text: DIRECTION_WORDS[kind](then) };
}
