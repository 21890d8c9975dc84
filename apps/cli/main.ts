import { program } from 'commander';
import { StartupProblem } from '#libs/database';
import { rebuildCommand } from './rebuild.command.ts';
import { startCommand } from './start/start.command.ts';
import { tokenCommand } from './token.command.ts';
import { verifyCommand } from './verify.command.ts';

program.name('ungestatus').description('Youth status service: start it, feed it, check it.');
startCommand(program);
tokenCommand(program);
verifyCommand(program);
rebuildCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  // What the person at the keyboard can put right is a sentence; anything else is ours and keeps its stack.
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exitCode = 1;
}
