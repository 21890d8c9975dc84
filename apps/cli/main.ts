import { Argument, program } from 'commander';

/** Problems the person at the keyboard can put right: they are told as a sentence. */
const SENTENCES = ['StartupProblem', 'FileProblem', 'ProfileError', 'ImportRefused', 'RuleDataError'];
const PROJECTIONS = ['education-status', 'residence', 'contact-persons', 'follow-up-cases', 'all'];

program.name('ungestatus').description('Youth status service: start it, feed it, check it.');

// Each command loads its own code only: a token shall not wait for the web framework.
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
  .action(async () => (await import('./verify.command.ts')).verify());

program
  .command('rebuild')
  .description('build a projection anew from the log beside the live table, compare the two, switch')
  .addArgument(new Argument('<projection>', 'which one').choices(PROJECTIONS))
  .action(async (wanted: string) => (await import('./rebuild.command.ts')).rebuildProjections(wanted));

const imports = program.command('import').description('bring in reference data and files of reports');

imports
  .command('register')
  .description('import the official institution register (UTF-16LE, semicolons, as downloaded)')
  .argument('<file>', 'the register file')
  .option('--may-close-many', 'the register really lost more than a fifth of its institutions')
  .action(async (file: string, options: { mayCloseMany?: boolean }) =>
    (await import('./import/register.command.ts')).importRegisterFile(file, options),
  );

imports
  .command('csv')
  .description('import reports from a CSV file by a mapping profile; run again, it resends and nothing is stored twice')
  .argument('<file>', 'the CSV file; lookup files lie beside it')
  .requiredOption('--profile <file>', 'how columns become reports (libs/csv-import/README.md)')
  .option('--client <id>', "the system that reports; default: the profile's parameter `system`")
  .option('--parameter <name=value...>', "values in place of the profile's own parameters")
  .action(async (file: string, options: { profile: string; client?: string; parameter?: string[] }) =>
    (await import('./import/csv.command.ts')).importCsvFile(file, options),
  );

try {
  await program.parseAsync();
} catch (error) {
  const sentence = error instanceof Error && SENTENCES.includes(error.name);
  // Anything else is ours and keeps its stack.
  console.error(sentence ? error.message : error);
  process.exitCode = 1;
}
