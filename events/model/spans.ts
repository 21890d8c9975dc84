import type { Day } from './stored.ts';

/** One stretch from a start to before the next one that is new: an enrolment among those that share an id, or one leave. */
export interface Span {
  /** The first start of the span; the empty text for the first span, which takes what lies before every start. */
  readonly from: Day;
  /** The last end reported in the span; undefined if none was. */
  readonly lastEnd: Day | undefined;
}

/**
 * The spans that starts and ends make, ascending. Cut by the days alone, whatever the order of arrival: at each end that lies
 * before a later start and not before the start it follows. A start without an end before it is the same span reported again.
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

/** The place of the span a report of a day belongs to: the last one begun by then. */
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
 * The place of the span that a change or a never-started belongs to. What has ended is not changed any more and did begin:
 * after the last end of a span the report is about the next one.
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
