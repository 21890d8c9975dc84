import type { Day } from '#libs/calendar';
import type { RuleProblem } from './rule-data-error.ts';

export interface Dated {
  readonly validFrom: Day;
  readonly validBefore?: Day;
}

/** The rows sorted by first day in force. */
export function byValidity<Row extends Dated>(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) =>
    one.validFrom < other.validFrom ? -1 : Number(one.validFrom > other.validFrom),
  );
}

/** Problems of rows of one subject that are in force on the same day. */
export function overlaps(rule: string, rows: readonly Dated[]): RuleProblem[] {
  const sorted = byValidity(rows);
  return sorted.slice(1).flatMap((row, index) => {
    const earlier = sorted[index];
    if (earlier?.validBefore !== undefined && earlier.validBefore <= row.validFrom) return [];
    const sameStart = earlier?.validFrom === row.validFrom;
    const remedy = sameStart ? 'remove one of the two' : `end the earlier one with validBefore ${row.validFrom}`;
    return [{ rule, field: 'validBefore', found: `two are in force from ${row.validFrom}`, remedy }];
  });
}

/** Problems of days from `first` on without a row: every rule has a value on every day. */
export function gaps(rule: string, rows: readonly Dated[], first: Day): RuleProblem[] {
  const sorted = byValidity(rows);
  const problems: RuleProblem[] = [];
  let covered: Day | undefined = first;
  for (const row of sorted) {
    if (covered !== undefined && row.validFrom > covered) {
      const found = `no value from ${covered} to before ${row.validFrom}`;
      const remedy = `add a rule valid from ${covered}, or let this one begin then`;
      problems.push({ rule, field: 'validFrom', found, remedy });
    }
    covered = row.validBefore;
  }
  if (covered !== undefined) {
    const found = sorted.length === 0 ? 'missing' : `no value from ${covered} on`;
    problems.push({
      rule,
      field: 'validBefore',
      found,
      remedy: `add a rule valid from ${covered} without validBefore`,
    });
  }
  return problems;
}

/** Problems of versions used twice. A version identifies one wording of a rule, so two rows never share one. */
export function repeatedVersions(rule: string, rows: readonly { readonly version: string }[]): RuleProblem[] {
  const versions = rows.map((row) => row.version);
  return versions
    .filter((version, index) => versions.indexOf(version) < index)
    .map((version) => {
      const found = `"${version}" is used twice`;
      return { rule, field: 'version', found, remedy: 'give the later rule the next version' };
    });
}
