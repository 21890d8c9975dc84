import { resolve } from 'node:path';
import { checkBackup, digestOf } from '#libs/backup';
import { showProgress } from '../progress.ts';

/** Reads a whole backup without a database; exit 1 if it is damaged or holds a broken chain. */
export async function verifyBackup(folder: string): Promise<void> {
  let shown: ReturnType<typeof showProgress> | undefined;
  const { manifest, streams, breaks } = await checkBackup(resolve(folder), (rows, total) => {
    shown ??= showProgress('Checking', total, 'rows');
    shown.update(rows);
  });
  shown?.stop();
  for (const { stream, version, position } of breaks)
    console.error(`stream ${stream}, version ${version}, position ${position}: altered`);
  const words =
    `${manifest.head.events} events in ${streams} streams, as of ${manifest.snapshotAt}, ` +
    `digest ${digestOf(manifest)}`;
  console.log(
    breaks.length === 0
      ? `The backup is whole and its chain holds: ${words}.`
      : `The backup is whole, its chain is broken in ${breaks.length} places: ${words}.`,
  );
  if (breaks.length > 0) process.exitCode = 1;
}
