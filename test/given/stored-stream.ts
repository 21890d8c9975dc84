import type { AnyIncomingReport } from '#events/incoming';
import type { PersonEvent } from '#events/person-event';
import { reporterKind } from '#events/model/source';
import { decideStanding } from './decide-standing.ts';
import { addDays } from '#libs/calendar';
import { type Draft, history } from './history.ts';

export type Decide = typeof decideStanding;

/** The stream as the intake stores it: each report with the standing it had on arrival. */
export function storedStream(drafts: readonly Draft[], decide: Decide = decideStanding): readonly PersonEvent[] {
  const kept: Draft[] = [];
  for (const draft of drafts) {
    const { type, data, reporter, id } = draft;
    const report = {
      type,
      data,
      reporter,
      reporterKind: reporterKind(reporter),
      source: `/systems/study/reporters/${reporter}`,
      senderId: id,
    } as unknown as AnyIncomingReport;
    const { target } = data as { target?: string };
    const terms = {
      receivedOn: '2027-01-01',
      ...(target === undefined ? {} : { target }),
      bornAfter: '1997-01-01',
      youngByNumber: true,
      contactAheadDays: 90,
      graceDays: 30,
      addDays,
    };
    const { standing, waitsFor } = decide(report, history(...kept).events, terms);
    kept.push(standing === 'waiting' ? { ...draft, waitsFor } : draft);
  }
  return history(...kept).events;
}
