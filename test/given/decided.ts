import { decide, type DecideContext } from '#events/deciding/decide';
import type { AnyIncomingReport } from '#events/incoming';
import { personState } from '#events/state/person.evolve';
import { reporterKind } from '#events/model/source';
import { givenContext } from './decide-context.ts';
import { type Draft, history } from './history.ts';

/** The result of a decision, each finding as `code pointer`. */
export interface Decided {
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
  readonly held: boolean;
}

export const NOTHING_SAID: Decided = { refusals: [], warnings: [], held: false };

/** A draft as an incoming report with the sender's id `new`. */
export function incoming(draft: Draft, registeredAt: string | null = '2026-06-14T12:00:00.000Z'): AnyIncomingReport {
  return {
    ...draft,
    person: { key: 'k' },
    senderId: draft.id ?? 'new',
    source: `/systems/study/reporters/${draft.reporter}`,
    systemId: 'study',
    reporterKind: reporterKind(draft.reporter),
    registeredAt,
  } as unknown as AnyIncomingReport;
}

/** Decides a draft on the state of its person after the past. */
export function decidedOn(
  past: readonly Draft[],
  draft: Draft,
  context: DecideContext = givenContext(),
  registeredAt?: string | null,
): Decided {
  const { refusals, warnings, held } = decide(
    incoming(draft, registeredAt),
    personState(history(...past).events),
    context,
  );
  const said = (found: typeof refusals): string[] => found.map(({ code, pointer }) => `${code} ${pointer}`);
  return { refusals: said(refusals), warnings: said(warnings), held };
}
