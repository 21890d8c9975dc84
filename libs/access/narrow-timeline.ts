import { addDays } from '#libs/calendar';

/** A spell of an education-status answer, with the members that narrowing reads. */
export interface NarrowableSpell {
  readonly from: string;
  /** Last day; null if the spell has no end. */
  readonly to: string | null;
  readonly since: string;
  readonly until: string | null;
  readonly status: string;
  readonly reason?: string;
  readonly enrolment?: NarrowableEnrolment;
  readonly deciding: readonly unknown[];
  readonly losing: readonly unknown[];
  readonly conflicts: readonly unknown[];
  readonly secondary: { readonly highestCompleted?: unknown };
  readonly rule: string;
  readonly ruleVersion?: string;
}

interface NarrowableEnrolment {
  readonly enrolmentId: string;
  readonly reporter: string;
  readonly institution: string;
  readonly education: unknown;
  readonly kind: string;
  readonly startsOn: string;
  readonly expectedEndsOn?: string;
  readonly endedOn?: string;
}

/** Reasons that are part of the education status. Any other, e.g. one that reveals health, is not shown. */
const SHOWN_REASONS: ReadonlySet<string> = new Set([
  'never-reported',
  'expected-report-missing',
  'never-started',
  'withdrawn',
  'compulsory-ended',
  'preparatory-ended',
  'other-ended',
  'not-passed',
]);

/**
 * The part of a 25-29-year-old's timeline that an adviser may see (LBK 953/2024 § 15 d (2)): status, enrolment and
 * highest completed education. A risk leaves no trace: at-risk spells merge into the enrolment around them, since and
 * until are those of the merged spell, and cited events, conflicts and freshness, which would date a risk report, are
 * removed. Takes the whole timeline in order of days: since and until of a single spell depend on its neighbours.
 */
export function narrowTimeline<Spell extends NarrowableSpell>(spells: readonly Spell[]): Spell[] {
  const melted: NarrowableSpell[] = [];
  for (const spell of spells.map(narrowSpell)) {
    const last = melted.at(-1);
    if (last !== undefined && follows(last, spell) && sameContent(last, spell))
      melted[melted.length - 1] = { ...last, to: spell.to };
    else melted.push(spell);
  }
  // Fields of Spell that narrowSpell does not name are missing at run time: a new field stays hidden until it is added
  // there.
  return withRuns(melted) as Spell[];
}

/**
 * The narrowed spell of one day.
 * @returns undefined if the timeline does not cover the day
 */
export function narrowStatus<Spell extends NarrowableSpell>(spells: readonly Spell[], day: string): Spell | undefined {
  return narrowTimeline(spells).find(({ from, to }) => from <= day && (to === null || day <= to));
}

function narrowSpell(spell: NarrowableSpell): NarrowableSpell {
  const { reason, enrolment, ruleVersion } = spell;
  const { highestCompleted } = spell.secondary;
  const status = narrowedStatus(spell);
  return {
    from: spell.from,
    to: spell.to,
    since: spell.since,
    until: spell.until,
    status,
    ...(reason !== undefined && SHOWN_REASONS.has(reason) ? { reason } : {}),
    ...(enrolment === undefined ? {} : { enrolment: enrolmentBasics(enrolment) }),
    deciding: [],
    losing: [],
    conflicts: [],
    secondary: highestCompleted === undefined ? {} : { highestCompleted },
    rule: `status.${status}`,
    ...(ruleVersion === undefined ? {} : { ruleVersion }),
  };
}

/** The status that a narrowed answer shows. Counts of narrowed persons use it too. */
export function narrowedStatus({
  status,
  enrolment,
}: {
  readonly status: string;
  readonly enrolment?: { readonly kind: string };
}): string {
  if (status !== 'enrolled-at-risk') return status;
  return enrolment?.kind === 'compulsory' ? 'compulsory-school' : 'enrolled';
}

function enrolmentBasics(enrolment: NarrowableEnrolment): NarrowableEnrolment {
  const { enrolmentId, reporter, institution, education, kind, startsOn, expectedEndsOn, endedOn } = enrolment;
  return {
    enrolmentId,
    reporter,
    institution,
    education,
    kind,
    startsOn,
    ...(expectedEndsOn === undefined ? {} : { expectedEndsOn }),
    ...(endedOn === undefined ? {} : { endedOn }),
  };
}

function follows(earlier: NarrowableSpell, later: NarrowableSpell): boolean {
  return earlier.to !== null && addDays(earlier.to, 1) === later.from;
}

function sameContent(one: NarrowableSpell, other: NarrowableSpell): boolean {
  const content = ({ from: _from, to: _to, since: _since, until: _until, ...rest }: NarrowableSpell): string =>
    JSON.stringify(rest);
  return content(one) === content(other);
}

function withRuns(spells: readonly NarrowableSpell[]): NarrowableSpell[] {
  const runs: NarrowableSpell[][] = [];
  for (const spell of spells) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && follows(last, spell) && sameRun(last, spell)) run.push(spell);
    else runs.push([spell]);
  }
  return runs.flatMap((run) => {
    const since = run[0]?.from;
    const until = run.at(-1)?.to ?? null;
    return since === undefined ? [] : run.map((spell) => ({ ...spell, since, until }));
  });
}

function sameRun(one: NarrowableSpell, other: NarrowableSpell): boolean {
  return one.status === other.status && one.enrolment?.enrolmentId === other.enrolment?.enrolmentId;
}
