import { program } from 'commander';
import { FileProblem, ProfileError } from '#libs/csv-import';
import { StartupProblem } from '#libs/database';
import { ImportRefused } from '#libs/institutions';
import { RuleDataError } from '#libs/rules';
import { importCsvCommand } from './import/csv.command.ts';
import { importRegisterCommand } from './import/register.command.ts';
import { rebuildCommand } from './rebuild.command.ts';
import { startCommand } from './start/start.command.ts';
import { tokenCommand } from './token.command.ts';
import { verifyCommand } from './verify.command.ts';

program.name('ungestatus').description('Youth status service: start it, feed it, check it.');
startCommand(program);
tokenCommand(program);
verifyCommand(program);
rebuildCommand(program);
const imports = program.command('import').description('bring in reference data and files of reports');
importRegisterCommand(imports);
importCsvCommand(imports);

try {
  await program.parseAsync();
} catch (error) {
  // What the person at the keyboard can put right is a sentence; anything else is ours and keeps its stack.
  const sentence = [StartupProblem, FileProblem, ProfileError, ImportRefused, RuleDataError].some((kind) => error instanceof kind);
  console.error(sentence ? (error as Error).message : error);
  process.exitCode = 1;
}
