import { Argument, type Command } from 'commander';
import { rebuild } from '#libs/knowledge';
import { knowledgeProjections, PROJECTION_NAMES } from '../worker/projections.ts';
import { showProgress } from './progress.ts';
import { withParts } from './with-parts.ts';

/** `ungestatus rebuild <projection|all>`: builds beside the live table, compares, switches. */
export function rebuildCommand(program: Command): void {
  program
    .command('rebuild')
    .description('build a projection anew from the log beside the live table, compare the two, switch')
    .addArgument(new Argument('<projection>', 'which one').choices([...PROJECTION_NAMES, 'all']))
    .action((wanted: string) =>
      withParts(async ({ pool, rules }) => {
        const { rows } = await pool.query<{ persons: number }>('select count(*) as persons from person_keys.persons');
        for (const projection of knowledgeProjections(rules)) {
          if (wanted !== 'all' && wanted !== projection.name) continue;
          const progress = showProgress(`Rebuilding ${projection.name}`, rows[0]?.persons ?? null, 'persons');
          const report = await rebuild(pool, projection, (persons) => progress.update(persons));
          progress.stop();
          console.log(
            `${projection.name}: ${report.rows} rows for ${report.persons} persons, switched. ` +
              `Differences to the live table: ${report.onlyLive} rows gone, ${report.onlyRebuilt} rows new.`,
          );
        }
      }),
    );
}
