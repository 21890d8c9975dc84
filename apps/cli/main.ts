import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, program } from 'commander';
import { getProjectRoot } from '#libs/database';
import type { ReplayChoice } from './parked.command.ts';
import type { SimulateOptions } from './simulate/simulate.command.ts';
import type { CsvCommandOptions } from './import/csv.command.ts';

/** Errors that the user of the command can resolve; printed as a sentence. */
const SENTENCES = [
  'StartupProblem',
  'FileProblem',
  'ProfileError',
  'ImportRefused',
  'RuleDataError',
  'BackupProblem',
  'RebuildRefused',
  'ReplayRefused',
  'SimulationRefused',
];
const PROJECTIONS = [
  'education-status',
  'residence',
  'contact-persons',
  'person-identity',
  'follow-up-cases',
  'findings',
  'missing-reports',
  'deliveries',
  'all',
];

const { version } = JSON.parse(readFileSync(join(getProjectRoot(), 'package.json'), 'utf8')) as { version: string };

program.name('ungestatus').version(version).description('Youth status service: start it, feed it, check it.');

// Each command loads only its own code: `token` must not wait for the web framework to load.
program
  .command('start')
  .description('start the service: PostgreSQL, door, answers and worker')
  .action(async () => (await import('./start/start.command.ts')).start());

program
  .command('token')
  .description("print an access token for one of the sandbox's clients")
  .argument('<client>', 'e.g. sa-nord, adviser-0751, monitor')
  .action(async (client: string) => (await import('./token.command.ts')).printToken(client));

program
  .command('verify')
  .description('check the hash chain of every stream in the log')
  .option('--against <backup>', 'also that no stream has lost its last events since this backup')
  .option('--standing', 'instead: list what reporters without standing opened, closed and staffed in an old log')
  .action(async ({ standing, ...options }: { against?: string; standing?: boolean }) =>
    standing === true
      ? (await import('./verify-standing.ts')).verifyStanding()
      : (await import('./verify.command.ts')).verify(options),
  );

program
  .command('rebuild')
  .description('build a projection anew from the log beside the live table, compare the two, switch')
  .addArgument(new Argument('<projection>', 'which one').choices(PROJECTIONS))
  .option('--park', 'park a person who cannot be folded instead of refusing')
  .option('--dry-run', 'show what would differ, by cause, and switch nothing: before an upgrade of the rules')
  .action(async (wanted: string, options: { park?: boolean; dryRun?: boolean }) =>
    (await import('./rebuild.command.ts')).rebuildProjections(wanted, options),
  );

const parked = program
  .command('parked')
  .description('who waits because an event could not be applied, of which reader, and why')
  .action(async () => (await import('./parked.command.ts')).showParked());

parked
  .command('replay')
  .description('apply what waited, once the code is mended or the report withdrawn')
  .option('--all', 'everybody')
  .option('--reader <name>', 'who waits of this reader')
  .option('--person <key>', 'this person')
  .action(async (options: ReplayChoice) => (await import('./parked.command.ts')).replayCommand(options));

const backups = program
  .command('backup')
  .description(
    'write what cannot be made again into a new folder, while the service goes on; the master key is not in it',
  )
  .argument('<folder>', 'an empty or new folder')
  .action(async (folder: string) => (await import('./backup/backup.command.ts')).backUp(folder));

backups
  .command('verify')
  .description('check a backup without a database: sums, rows and the hash chain of every stream')
  .argument('<folder>', 'the folder of the backup')
  .action(async (folder: string) => (await import('./backup/verify-backup.command.ts')).verifyBackup(folder));

const restores = program
  .command('restore')
  .description('load a backup into an empty database and rebuild the answers')
  .argument('<folder>', 'the folder of the backup')
  .action(async (folder: string) => (await import('./restore/restore.command.ts')).restoreBackup(folder));

restores
  .command('adopt')
  .description('take over a log that was loaded from a dump of another PostgreSQL, and rebuild the answers')
  .action(async () => (await import('./restore/adopt.command.ts')).adopt());

program
  .command('simulate')
  .description(
    'make synthetic people with years of reports about them, into the log or a file (apps/cli/simulate/README.md)',
  )
  .requiredOption('--persons <n>', 'how many; 1100000 is the nation')
  .option('--years <n>', 'span of reported history (5)')
  .option('--seed <n>', 'other people for another seed (1)')
  .option('--until <day>', 'the last day anything is received (2026-06-30)')
  .option('--to <road...>', 'log, ndjson FILE or csv FILE (log)')
  .action(async (options: SimulateOptions) => (await import('./simulate/simulate.command.ts')).simulate(options));

const imports = program.command('import').description('bring in reference data and files of reports');

imports
  .command('register')
  .description('import the official institution register (UTF-16LE, semicolons, as downloaded)')
  .argument('<file>', 'the register file')
  .option('--may-close-many', 'the register really lost more than a fifth of its institutions')
  .option('--may-change-letters', 'many names really differ in nothing but letters such as æ, ø and å')
  .action(async (file: string, options: { mayCloseMany?: boolean; mayChangeLetters?: boolean }) =>
    (await import('./import/register.command.ts')).importRegisterFile(file, options),
  );

imports
  .command('csv')
  .description('import reports from a CSV file by a mapping profile; run again, it resends and nothing is stored twice')
  .argument('<file>', 'the CSV file; lookup files lie beside it')
  .requiredOption('--profile <file>', 'how columns become reports (libs/csv-import/README.md)')
  .option('--client <id>', "the system that reports; default: the profile's parameter `system`")
  .option('--reporter <id...>', 'whom the system speaks for, outside a sandbox')
  .option('--parameter <name=value...>', "values in place of the profile's own parameters")
  .option('--errors <file>', 'write every error and warning there, with its row, as CSV')
  .action(async (file: string, options: CsvCommandOptions) =>
    (await import('./import/csv.command.ts')).importCsvFile(file, options),
  );

try {
  await program.parseAsync();
} catch (error) {
  const sentence = error instanceof Error && SENTENCES.includes(error.name);
  // Any other error is a fault of the program and keeps its stack.
  console.error(sentence ? error.message : error);
  process.exitCode = 1;
}
