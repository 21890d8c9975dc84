import type { Pool } from 'pg';
import { findWaitingReports, type WaitingReport } from '#libs/event-store';
import type { HeldNote } from '#libs/intake';
import { loadHistories } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import { findHeldNote } from '../../receipt/held-note.ts';
import { unlessPoison } from '../../receipt/report-receipt.ts';

/** A report that waits, with the words of its receipt. */
export interface StillHeld extends WaitingReport {
  readonly note: HeldNote;
}

export interface HeldPage {
  readonly held: readonly StillHeld[];
  /** The event up to which the page went; undefined if no report comes after it. */
  readonly last: string | undefined;
}

export interface WaitingQuestion {
  readonly sources: readonly string[];
  /** The position before which the page begins; undefined for the newest. */
  readonly before: number | undefined;
}

const PAGE = 50;
/** Reports looked through for a page; each costs the history of its person. Most that waited once wait no more. */
const MOST_LOOKED_THROUGH = 500;

/** The newest reports of these sources that wait still. */
export async function findStillHeld(pool: Pool, rules: RuleBook, question: WaitingQuestion): Promise<HeldPage> {
  const held: StillHeld[] = [];
  let { before } = question;
  for (let looked = 0; looked < MOST_LOOKED_THROUGH; looked += PAGE) {
    const found = await findWaitingReports(pool, question.sources, { before, limit: PAGE + 1 });
    const some = found.slice(0, PAGE);
    const notes = await notesOf(pool, rules, some);
    for (const report of some) {
      const note = notes.get(report.eventId);
      if (note !== undefined) held.push({ ...report, note });
      if (held.length === PAGE) return { held, last: report === found.at(-1) ? undefined : report.eventId };
    }
    before = some.at(-1)?.position;
    if (found.length <= PAGE) return { held, last: undefined };
    if (looked + PAGE >= MOST_LOOKED_THROUGH) return { held, last: some.at(-1)?.eventId };
  }
  return { held, last: undefined };
}

/** What each report waits for; a report that has taken effect or is withdrawn is left out. */
async function notesOf(
  pool: Pool,
  rules: RuleBook,
  reports: readonly WaitingReport[],
): Promise<ReadonlyMap<string, HeldNote>> {
  const wanted = new Set(reports.map(({ eventId }) => eventId));
  const histories = await loadHistories(pool, [...new Set(reports.map(({ stream }) => stream))]);
  return new Map(
    histories.flatMap(({ events }) =>
      events.flatMap((own) => {
        const note = wanted.has(own.eventId) ? unlessPoison(() => findHeldNote(own, events, rules)) : null;
        return note === null || note === undefined ? [] : [[own.eventId, note] as const];
      }),
    ),
  );
}
