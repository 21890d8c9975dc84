import type { Day } from './stored.ts';

/** A stretch from one start to the next new one: an enrolment among those that share an id, or one leave. */
export interface Span {
  /** The first start of the span. The first span has the empty text and includes everything before every start. */
  readonly from: Day;
  /** The last end reported in the span; undefined if there is none. */
  readonly lastEnd: Day | undefined;
}

/**
 * Divides starts and ends into spans, ascending. Cuts by the days alone, whatever the order of arrival: at each end
 * that lies before a later start and not before the start it follows. A start without an end before it repeats the same
 * span.
 */
export function spansOf(starts: readonly Day[], ends: readonly Day[]): readonly Span[] {
  const ascending = [...new Set(starts)].sort();
  const endDays = [...ends].sort();
  const froms: Day[] = [''];
  let place = 0;
  for (const [index, start] of ascending.entries()) {
    const before = ascending[index - 1];
    if (before === undefined) continue;
    while (place < endDays.length && (endDays[place] ?? '') < before) place += 1;
    const end = endDays[place];
    if (end !== undefined && end < start) froms.push(start);
  }
  return withLastEnds(froms, endDays);
}

/** The index of the span that a report of a day belongs to: the last one that has begun by then. */
export function spanOn(spans: readonly Span[], day: Day): number {
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle]?.from ?? '') <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The index of the span that a change or a never-started belongs to. A span that has ended did begin and does not
 * change any more, so a report after its last end is about the next span.
 */
export function spanAhead(spans: readonly Span[], day: Day): number {
  const place = spanOn(spans, day);
  const lastEnd = spans[place]?.lastEnd;
  const isOver = lastEnd !== undefined && lastEnd < day;
  return isOver && place + 1 < spans.length ? place + 1 : place;
}

function withLastEnds(froms: readonly Day[], ends: readonly Day[]): Span[] {
  let place = 0;
  return froms.map((from, index) => {
    const next = froms[index + 1];
    let lastEnd: Day | undefined;
    for (let end = ends[place]; end !== undefined && (next === undefined || end < next); end = ends[place]) {
      lastEnd = end;
      place += 1;
    }
    return { from, lastEnd };
  });
}
