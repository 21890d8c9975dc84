import { rebuild } from '#libs/bitemporal';
import { knowledgeProjections } from '../worker/projections.ts';
import { linesOf } from '../worker/upgrade/rule-upgrade.ts';
import { showProgress } from './progress.ts';
import { withParts } from './with-parts.ts';

/** Builds projections anew beside their live tables, compares, switches. */
export function rebuildProjections(
  wanted: string,
  { park, dryRun }: { readonly park?: boolean; readonly dryRun?: boolean } = {},
): Promise<void> {
  return withParts(async ({ pool, rules, clock }) => {
    const { rows } = await pool.query<{ persons: number }>('select count(*) as persons from person_keys.persons');
    for (const projection of knowledgeProjections(rules)) {
      if (wanted !== 'all' && wanted !== projection.name) continue;
      const progress = showProgress(`Rebuilding ${projection.name}`, rows[0]?.persons ?? null, 'persons');
      const report = await rebuild(pool, projection, (persons) => progress.update(persons), {
        parkAt: park === true ? clock.now() : undefined,
        since: clock.now(),
        byCause: true,
        dryRun,
      }).finally(() => progress.stop());
      console.log(
        `${projection.name}: ${report.rows} rows for ${report.persons} persons, ${dryRun === true ? 'the live table is as it was' : 'switched'}. ` +
          `Differences to the live table: ${report.onlyLive} rows gone, ${report.onlyRebuilt} rows new.` +
          (report.parked > 0 ? ` ${report.parked} persons are parked: npx ungestatus parked` : ''),
      );
      for (const line of linesOf(report).slice(1)) console.log(line);
    }
  });
}
