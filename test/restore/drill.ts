import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Manifest } from '#libs/backup';
import { attachEmbedded, type Database, getProjectRoot } from '#libs/database';
import { AcknowledgedLoad } from '../crash/acknowledged-load.ts';
import { findLost, findLostBatches } from '../crash/looked-up.ts';
import { seeded } from '../door/deliveries.ts';
import { client } from '../service/running.ts';
import { destroy, mustRun, serviceIn } from './program.ts';
import { answersAt, giveHomes, type Later, reportLater } from './residents.ts';
import { readManifest } from '../../libs/backup/manifest.ts';
import { connectDatabase } from '#libs/testing';

export interface DrillOptions {
  /** The number acknowledged before everything is destroyed; at least half of them before the backup begins. */
  readonly reports: number;
  readonly seed: number;
  /** Two data folders, and the folder of the backup. */
  readonly folders: { readonly first: string; readonly second: string; readonly backup: string };
}

export interface Drill {
  /** Reports and batches acknowledged before the snapshot; `unmatched` names those that cannot be found afterwards. */
  readonly promised: number;
  readonly unmatched: readonly string[];
  /** Reports acknowledged after the snapshot and missing: what a restore loses, and how far back. */
  readonly lost: number;
  readonly rpoSeconds: number;
  /** From the start of the restore until the first right answer. */
  readonly rtoSeconds: number;
  readonly backupSeconds: number;
  readonly acknowledgedMeanwhile: number;
  /** The number of answers compared before and after at one position, and of those that differ. */
  readonly answers: number;
  readonly otherAnswers: number;
  readonly later: Later;
  /** The restored service, still running. */
  readonly url: string;
  readonly database: Database;
  readonly load: AcknowledgedLoad;
  end(): Promise<void>;
}

const CALLERS = 8;
const PATIENCE_MILLISECONDS = 20_000;

/** Records every 2 ms how many promises there are, to find those that came before the snapshot. */
class Watch {
  private readonly seen: { readonly at: number; readonly promises: number; readonly batches: number }[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(load: AcknowledgedLoad) {
    this.timer = setInterval(
      () => this.seen.push({ at: Date.now(), promises: load.acknowledged.length, batches: load.batches.length }),
      2,
    );
  }

  before(at: number): { promises: number; batches: number } {
    clearInterval(this.timer);
    return this.seen.findLast((look) => look.at < at) ?? { promises: 0, batches: 0 };
  }
}

type Service = Awaited<ReturnType<typeof serviceIn>>;

/** The destroyed service: its load with the times of the promises, its backup, and its answers at one position. */
interface Destroyed {
  readonly load: AcknowledgedLoad;
  readonly watch: Watch;
  readonly snapshotAt: string;
  readonly position: number;
  readonly answers: Awaited<ReturnType<typeof answersAt>>;
  readonly figures: Pick<Drill, 'rpoSeconds' | 'backupSeconds' | 'acknowledgedMeanwhile'>;
}

/**
 * The whole drill: a service under load, a backup taken meanwhile, everything destroyed, a restore into a new cluster.
 * Then every promise is looked up, the answers are compared, and work goes on.
 */
export async function restoreDrill(options: DrillOptions): Promise<Drill> {
  const { folders } = options;
  const { load, watch, snapshotAt, position, answers, figures } = await backedUpAndDestroyed(options);
  const { again, restored, rtoSeconds } = await restoredIn(folders, position);
  const database = await databaseIn(folders.second);
  const kept = watch.before(Date.parse(snapshotAt));
  const unmatched = [
    ...(await findLost(again.url, database.pool, load.acknowledged.slice(0, kept.promises))),
    ...(await findLostBatches(again.url, load.batches.slice(0, kept.batches))),
  ];
  const lost = await findLost(again.url, database.pool, load.acknowledged.slice(kept.promises));
  const later = await reportLater(again.url, PATIENCE_MILLISECONDS);
  return {
    ...figures,
    promised: kept.promises + kept.batches,
    unmatched,
    lost: lost.length,
    rtoSeconds,
    answers: answers.length,
    otherAnswers: answers.filter((answer, index) => !isDeepStrictEqual(answer, restored[index])).length,
    later,
    url: again.url,
    database,
    load,
    end: async () => {
      await database.close();
      await destroy(again, folders.second);
    },
  };
}

async function backedUpAndDestroyed({ reports, seed, folders }: DrillOptions): Promise<Destroyed> {
  const service = await serviceIn(folders.first);
  await service.start();
  await client(service.url).setClock('2026-06-18T06:00:00Z');
  await giveHomes(service.url);
  const load = new AcknowledgedLoad(service.url, seeded(seed));
  const watch = new Watch(load);
  const { backupSeconds, acknowledgedMeanwhile } = await underLoad(load, reports, () =>
    mustRun(folders.first, 'backup', folders.backup),
  );
  const manifest = await readManifest(folders.backup);
  const { snapshotAt } = manifest;
  await settled(service.url);
  const position = await wholeUpTo(folders.first, manifest);
  const answers = await answersAt(service.url, position);
  const rpoSeconds = (Date.now() - Date.parse(snapshotAt)) / 1_000;
  await destroy(service, folders.first);
  return { load, watch, snapshotAt, position, answers, figures: { rpoSeconds, backupSeconds, acknowledgedMeanwhile } };
}

async function restoredIn(
  folders: DrillOptions['folders'],
  position: number,
): Promise<{ again: Service; restored: Destroyed['answers']; rtoSeconds: number }> {
  const started = performance.now();
  await mustRun(folders.second, 'restore', folders.backup);
  const again = await serviceIn(folders.second);
  await again.start();
  const restored = await answersAt(again.url, position);
  return { again, restored, rtoSeconds: (performance.now() - started) / 1_000 };
}

async function underLoad(load: AcknowledgedLoad, reports: number, backUp: () => Promise<string>) {
  let running = true;
  const calls = load.run(CALLERS, () => !running);
  while (load.acknowledged.length < reports / 2) await pause(5);
  const before = load.acknowledged.length;
  const started = performance.now();
  await backUp();
  const backupSeconds = (performance.now() - started) / 1_000;
  const acknowledgedMeanwhile = load.acknowledged.length - before;
  while (load.acknowledged.length < reports) await pause(5);
  running = false;
  await calls;
  return { backupSeconds, acknowledgedMeanwhile };
}

async function settled(url: string): Promise<void> {
  const until = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < until) {
    const { body } = await client(url).get('/health/ready');
    if (body.behind?.length === 0) return;
    await pause(50);
  }
}

/**
 * The last position up to which the backup has every event: a transaction open at its snapshot may lie below its head.
 */
async function wholeUpTo(dataDir: string, { snapshot, head }: Manifest): Promise<number> {
  const database = await databaseIn(dataDir);
  const { rows } = await database.pool.query<{ position: number }>(
    `select coalesce(min(position) - 1, $2) as position from log.events
     where not pg_visible_in_snapshot(xid, $1::pg_snapshot)`,
    [snapshot, head.position],
  );
  await database.close();
  return Math.min(rows[0]?.position ?? 0, head.position);
}

async function databaseIn(dataDir: string): Promise<Database> {
  const running = await attachEmbedded({ dataDir, projectRoot: getProjectRoot(), log: () => undefined });
  if (!running) throw new Error(`no service runs on ${dataDir}`);
  return connectDatabase({ url: running.url, applicationName: 'drill', poolSize: 4 });
}
