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

/**
 * A service asked over HTTP: sends, notes each verdict, and compares them with what they must be and with what is stored. It may
 * be several processes, `doors` with a token each, which are called in turn.
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
    async close() {
      for (const { close } of callers) close();
      for (const { service } of doors) await service.stop();
      await pool.end();
    },
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
      const differs = verdicts.findIndex((verdict, index) => verdict !== expected[index]);
      if (differs >= 0)
        throw new Error(`${name} said ${verdicts[differs]} of report ${differs}, not ${expected[differs]}`);
      accepted += expected.filter((outcome) => outcome === 'accepted').length;
      const { rows } = await pool.query(stored);
      if (rows[0].reports !== accepted)
        throw new Error(`${name} holds ${rows[0].reports} reports, it took in ${accepted}`);
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

/** The product; `env` says which of its apps run in a process, `processes` how many of those there are. */
export async function ourIntake(server, given, { name, env, processes = 1 }) {
  const url = await server.database(`${name}-${given.size}-${given.share * 100}`);
  const doors = [];
  for (let index = 0; index < processes; index += 1) {
    const service = await ourService(url, env);
    doors.push({ service, token: await tokenOf(service.base, 'sa-nord') });
  }
  const stored = `select count(distinct sender_id)::int as reports from log.events where sender_id like 'enrolment-%'`;
  // With a worker of its own it goes on working when the last report is answered: the next contender must not pay for that.
  const rest = env.APPS === undefined ? () => caughtUp(doors[0].service.base) : undefined;
  return intake({ name, url, doors, stored, rest }, given);
}

/** The baseline, which checks a signature of the same kind on every call. */
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
