import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { knowledgeProjections, rebuild } from '../product.js';
import { MASTER_KEY, ourParts } from '../contenders/our-parts.js';
import { fillLog, placeAtEnd } from './fill-log.js';

const PROGRAM = join(resolve(import.meta.dirname, '../../..'), 'bin/ungestatus.js');

function simulate(url, { persons, years, seed }) {
  const env = { ...process.env, DATABASE_URL: url, UNGESTATUS_MASTER_KEY: MASTER_KEY };
  const args = [PROGRAM, 'simulate', '--persons', String(persons), '--years', String(years), '--seed', String(seed)];
  const { status, stderr } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1e8,
  });
  return { done: status === 0, said: stderr.toString().split('\n').filter(Boolean).slice(-3).join(' / ') };
}

/**
 * A nation of that many persons by the product's own simulation. If that command fails, uses the bench's simpler
 * persons and prints that.
 */
export async function simulatedNation(server, { persons, years, seed, say }) {
  const url = await server.database(`nation-${persons}`);
  const service = await ourParts(url);
  const { done, said } = simulate(url, { persons, years, seed });
  if (!done) {
    say(`  simulate did not do it (${said}); the bench's own people instead`);
    await fillLog(service.pool, { persons, seed });
  }
  await service.pool.query('vacuum analyze');
  await placeAtEnd(service.pool, service.readers);
  const {
    rows: [{ events }],
  } = await service.pool.query('select count(*) as events from log.events');
  const started = performance.now();
  for (const projection of knowledgeProjections(service.rules)) await rebuild(service.pool, projection);
  const rebuiltIn = (performance.now() - started) / 1_000;
  await service.pool.query('vacuum analyze');
  return {
    url,
    service,
    persons,
    events,
    rebuildSecondsPerMillion: (rebuiltIn / events) * 1e6,
    source: done ? 'simulate' : 'bench',
  };
}
