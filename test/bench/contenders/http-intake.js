import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SANDBOX_INSTITUTIONS } from '../product.js';
import { reportsWithMistakes } from '../data/mistakes.js';
import { BATCH, caller, SINGLE } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { freePort, started } from '../load/started.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';

async function closeAll(callers, doors, pool) {
  for (const { close } of callers) close();
  for (const { service } of doors) await service.stop();
  await pool.end();
}

/** Throws if a verdict differs from the expected one. */
function checkVerdicts(name, verdicts, expected) {
  const differs = verdicts.findIndex((verdict, index) => verdict !== expected[index]);
  if (differs >= 0)
    throw new Error(`${name} answered report ${differs} with ${verdicts[differs]}, not ${expected[differs]}`);
}

/** Throws if the number of stored reports is not the number of accepted ones. */
async function checkStored(name, pool, stored, accepted) {
  const { rows } = await pool.query(stored);
  if (rows[0].reports !== accepted)
    throw new Error(`${name} holds ${rows[0].reports} reports, it accepted ${accepted}`);
}

/**
 * A service called over HTTP: sends the reports, records each verdict, and compares the verdicts with the expected ones
 * and with the stored reports. Several processes are called in turn: `doors`, each with its own token.
 */
function intake({ name, url, doors, stored, rest = async () => undefined }, { size, count, share, seed, flying }) {
  const callers = doors.map(({ service, token, base }) => caller(base ?? service.base, token, flying));
  const pool = openPool(url, 1);
  let bodies = [];
  let expected = [];
  let verdicts = [];
  let accepted = 0;
  return {
    name,
    url,
    seconds: () => doors.reduce((sum, { service }) => sum + service.seconds(), 0),
    close: () => closeAll(callers, doors, pool),
    prepare(pass) {
      const made = reportsWithMistakes({ count, from: pass * count, share, seed: seed * 100 + pass });
      expected = made.expected;
      verdicts = new Array(count);
      bodies = inPieces(made.reports, size).map((piece) => JSON.stringify(size === 1 ? piece[0] : piece));
    },
    async round() {
      await inFlight(flying, bodies, async (body, index) => {
        const { status, text } = await callers[index % callers.length].call('POST', '/v1/events', {
          body,
          type: size === 1 ? SINGLE : BATCH,
        });
        if (status !== 202) throw new Error(`${name} answered ${status}: ${text.slice(0, 300)}`);
        JSON.parse(text).items.forEach(({ outcome }, place) => (verdicts[index * size + place] = outcome));
      });
      return { units: count };
    },
    async verify() {
      checkVerdicts(name, verdicts, expected);
      accepted += expected.filter((outcome) => outcome === 'accepted').length;
      await checkStored(name, pool, stored, accepted);
      await rest();
    },
  };
}

async function caughtUp(base) {
  for (;;) {
    const { behind } = await (await fetch(`${base}/health/ready`)).json();
    if (behind.length === 0) return;
    await pause(100);
  }
}

/** The product: `env` chooses the apps of a process, `processes` is their number. */
export async function ourIntake(server, given, { name, env, processes = 1 }) {
  const url = await server.database(`${name}-${given.size}-${given.share * 100}`);
  const doors = [];
  for (let index = 0; index < processes; index += 1) {
    const service = await ourService(url, env);
    doors.push({ service, token: await tokenOf(service.base, 'sa-nord') });
  }
  const stored = `select count(distinct sender_id)::int as reports from log.events where sender_id like 'enrolment-%'`;
  // A process with a worker still works after its last answer: waits, so that the next contender does not pay for it.
  const rest = env.APPS === undefined ? () => caughtUp(doors[0].service.base) : undefined;
  return intake({ name, url, doors, stored, rest }, given);
}

/** The baseline: checks a signature of the same kind on every call. */
export async function baselineIntake(server, given) {
  const name = 'Nest, Express, TypeORM';
  const url = await server.database(`baseline-${given.size}-${given.share * 100}`);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const token = await new SignJWT({ sub: 'sa-nord' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('bench')
    .setAudience('bench')
    .setExpirationTime('4h')
    .sign(privateKey);
  const env = {
    DATABASE_URL: url,
    PORT: String(port),
    PUBLIC_KEY: JSON.stringify(await exportJWK(publicKey)),
    NODE_ENV: 'production',
    INSTITUTIONS: SANDBOX_INSTITUTIONS.map(({ number }) => number).join(','),
  };
  const service = await started([join(import.meta.dirname, '../baseline/main.js')], { env, ready: base });
  return intake(
    { name, url, doors: [{ service, base, token }], stored: 'select count(*)::int as reports from report' },
    given,
  );
}
