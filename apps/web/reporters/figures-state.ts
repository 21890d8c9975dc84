import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';
import { DA } from '../words/da.ts';
import { asDateAndTime, asNumber, counted } from '../words/danish-formats.ts';

export interface StateBox {
  readonly kind: 'current' | 'behind';
  readonly heading: string;
  readonly text: string;
  readonly lines: readonly string[];
}

const MINUTE = 60_000;
/** Minutes from which a figure says that it is old. */
const BEHIND_MINUTES = 10;
const t = DA.reporters.state;

/** What the figures rest on, and whether they are older than they should be. */
export function stateOf({ asOf, ruleVersion }: Pick<TimelinessAnswer, 'asOf' | 'ruleVersion'>, now: Date): StateBox {
  const minutes = Math.floor((now.getTime() - Date.parse(asOf.time)) / MINUTE);
  const until = t.current(asDateAndTime(new Date(asOf.time)));
  const rests = t.rests(ruleVersion, asNumber(asOf.position));
  return minutes < BEHIND_MINUTES
    ? { kind: 'current', heading: until, text: t.kept, lines: [rests] }
    : {
        kind: 'behind',
        heading: t.behind(counted(minutes, t.minute, t.minutes)),
        text: `${until} ${t.behindText}`,
        lines: [rests],
      };
}
