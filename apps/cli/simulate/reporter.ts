import { type ReporterKind, reporterKind, sourceOf } from '#events/model/source';
import type { DayNumber } from './day-number.ts';
import { Dice } from './dice.ts';
import { ASSUMED } from './rates.data.ts';

/** A reporter, with the system that sends for it and its habits. */
export interface Reporter {
  /** Reporter as in the source: an institution number, `municipality-0751`, `cpr` … */
  readonly reporter: string;
  readonly systemId: string;
  /** Follow from the two above; computed once, not per report. */
  readonly source: string;
  readonly kind: ReporterKind;
  /** False for the one system that never sends the time of registration. */
  readonly sendsTime: boolean;
  /** The day on which its system was connected and sent its existing data. */
  readonly connected: DayNumber;
  /** Weeks without reports, after which all of them arrive at once; empty for most. */
  readonly silentFrom: DayNumber;
  readonly silentBefore: DayNumber;
}

/** One of eight study-administration systems does not send the time of registration. */
const STUDY_SYSTEMS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const WITHOUT_TIME = 'h';
/** All systems are connected within the first month. */
const CONNECTING_DAYS = 30;
const LONGEST_WAIT_FOR_SILENCE = 60;

/** An institution's reporter; whether and when it is silent follows from seed and number alone. */
export function institutionReporter(
  number: string,
  seed: number,
  span: { readonly from: DayNumber; readonly until: DayNumber },
): Reporter {
  const dice = new Dice(seed, Number(number));
  const system = dice.among(STUDY_SYSTEMS);
  const connected = span.from + dice.between(0, CONNECTING_DAYS);
  const isSilent = dice.chance(ASSUMED.silentInstitutions);
  const silentFrom = dice.between(connected + LONGEST_WAIT_FOR_SILENCE, span.until);
  const weeks = dice.between(ASSUMED.silentWeeks.least, ASSUMED.silentWeeks.most);
  const systemId = `simulated-study-${system}`;
  return {
    reporter: number,
    systemId,
    source: sourceOf(systemId, number),
    kind: reporterKind(number),
    sendsTime: system !== WITHOUT_TIME,
    connected,
    silentFrom,
    silentBefore: isSilent ? silentFrom + 7 * weeks : silentFrom,
  };
}

/** Authorities report from the first day and are never silent. */
export function authorityReporter(reporter: string, systemId: string, from: DayNumber): Reporter {
  const [source, kind] = [sourceOf(systemId, reporter), reporterKind(reporter)];
  return { reporter, systemId, source, kind, sendsTime: true, connected: from, silentFrom: from, silentBefore: from };
}

/** A system as the intake identifies it: the claims that its token would have. */
export interface SimulatedSender {
  readonly clientId: string;
  readonly systemId: string;
  readonly role: string;
  readonly reporters: readonly string[];
}

/** The senders of a list of reporters, one per system. */
export function sendersOf(reporters: readonly Reporter[]): ReadonlyMap<string, SimulatedSender> {
  const bySystem = new Map<string, string[]>();
  for (const { systemId, reporter } of reporters) {
    const known = bySystem.get(systemId);
    if (known) known.push(reporter);
    else bySystem.set(systemId, [reporter]);
  }
  return new Map(
    [...bySystem].map(([systemId, speaksFor]) => [
      systemId,
      { clientId: systemId, systemId, role: roleOf(systemId), reporters: speaksFor },
    ]),
  );
}

function roleOf(systemId: string): string {
  if (systemId === CIVIL_REGISTER) return 'register';
  if (systemId === GUIDANCE) return 'adviser';
  return systemId === JOBCENTRES ? 'jobcentre' : 'source-system';
}

export const CIVIL_REGISTER = 'simulated-register';
export const GUIDANCE = 'simulated-guidance';
export const JOBCENTRES = 'simulated-jobcentres';
