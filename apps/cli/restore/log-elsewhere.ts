import { BackupProblem } from '#libs/backup';
import { readConfig } from '../../service/config.ts';

/**
 * With KurrentDB, PostgreSQL holds a copy of the log that fills itself on opening: KurrentDB must be restored first.
 * @throws BackupProblem `log-elsewhere`
 */
export function refuseLogElsewhere(): void {
  if (readConfig(process.env).kurrentUrl === undefined) return;
  throw new BackupProblem(
    'log-elsewhere',
    'With EVENT_STORE=kurrentdb the copy in PostgreSQL would begin to fill itself. ' +
      'Run this once without EVENT_STORE, then start the service with it: ' +
      'the copy goes on from where the backup stood.',
  );
}
