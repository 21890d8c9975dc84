import { bareReader, ourReader, replayReader } from '../contenders/status-readers.js';
import { filledParts } from '../data/filled-service.js';
import { askedPersons, questions } from '../data/questions.js';
import { enrolment } from '../data/reports.js';
import { BATCH } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { pace } from '../load/pace.js';
import { wrongAnswers } from '../oracle/ask-oracle.js';
import { randomFrom } from '../protocol/random.js';
import { race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';

const PERSONS = 50_000;
const QUESTIONS_A_SECOND = 1_000;
const EVENTS_A_SECOND = 500;
const BATCH_SIZE = 50;

/**
 * P7: status at (day, knowledge) in process against the bare query and replay, over HTTP under load, and against the
 * oracle.
 */
export async function status({ server, seed, short, passes, flying, scale, say }) {
  const persons = short ? 300 : Math.ceil(PERSONS * scale);
  const { url, service } = await filledParts(server, 'ours-status', { persons, seed, say });
  const { pool, rules } = service;
  const {
    rows: [{ last }],
  } = await pool.query('select max(position) as last from log.events');
  const asked = questions(askedPersons(persons, 5_000, seed), { count: short ? 500 : 20_000, last, seed });
  const given = { asked, flying };
  const contenders = [bareReader(url, given), ourReader(pool, given), replayReader(pool, rules, given)];
  const results = await race({ server, contenders, passes, say });
  const [bare, ours, replay] = contenders.map(({ answers }) => answers.join());
  if (bare !== ours || bare !== replay) throw new Error('the readers do not agree on the answers');
  const rows = summary(results);
  printSummary(`P7 status of ${persons} persons at (day, knowledge), ${flying} in flight`, 'answers/s', rows);
  const judged = await wrongAnswers(pool, asked.slice(0, short ? 300 : 2_000));
  say(`  held against the oracle: ${JSON.stringify(judged)}`);
  await service.close();
  await contenders[0].close();
  const load = {
    url,
    asked: asked.slice(0, 5_000),
    persons,
    seed,
    warm: short ? 1 : 10,
    seconds: short ? 2 : 20,
    pace: short ? 50 : 1,
  };
  const http = await overHttp({ ...load, round: 0 });
  say(`  over HTTP: ${JSON.stringify(http)}`);
  const apart = await overHttp({ ...load, round: 1, apart: true });
  say(`  the status in a process of its own: ${JSON.stringify(apart)}`);
  await server.drop(url);
  return figuresOf({ results, rows, judged, http, apart, seed, short, count: asked.length });
}

/** The questions as calls of the municipality's adviser. */
async function questionCalls(base, asked) {
  const tokens = new Map(
    await Promise.all(['0751', '0461'].map(async (code) => [code, await tokenOf(base, `adviser-${code}`)])),
  );
  return asked.map(({ person, municipality, day, position }) => ({
    method: 'GET',
    path: `/v1/persons/${person}/status?validOn=${day}&knownAt=${position}`,
    token: tokens.get(municipality),
    headers: { 'X-Purpose': 'guidance' },
  }));
}

/** Batches of enrolments as calls of a school; each round has ids of its own. */
async function reportCalls(base, { batches, persons, seed, round }) {
  const token = await tokenOf(base, 'sa-nord');
  const random = randomFrom(seed + 8 + round);
  return Array.from({ length: batches }, (_, batch) => ({
    method: 'POST',
    path: '/v1/events',
    token,
    type: BATCH,
    body: JSON.stringify(
      Array.from({ length: BATCH_SIZE }, (_each, index) =>
        enrolment((batch * BATCH_SIZE + index) % persons, 9 + batch + round * batches, random),
      ),
    ),
  }));
}

/**
 * Advisers send 1,000 questions a second while 500 reports a second come in, both at a fixed pace. `pace` divides both
 * in the short form. `apart` runs intake and worker in one process and the status in another, for machines with more
 * than one core.
 */
async function overHttp({ url, asked, persons, seed, warm, seconds, pace: slower, round, apart = false }) {
  const intake = await ourService(url, apart ? { APPS: 'intake,worker' } : {});
  const service = apart ? await ourService(url, { APPS: 'status' }) : intake;
  try {
    const calls = await questionCalls(service.base, asked);
    const batches = Math.ceil((EVENTS_A_SECOND / BATCH_SIZE) * (warm + seconds + 5));
    const reports = await reportCalls(intake.base, { batches, persons, seed, round });
    const both = (length, first) =>
      Promise.all([
        pace({ base: service.base, perSecond: QUESTIONS_A_SECOND / slower, seconds: length, calls }),
        pace({
          base: intake.base,
          perSecond: EVENTS_A_SECOND / BATCH_SIZE / Math.min(slower, 10),
          seconds: length,
          calls: reports.slice(first),
        }),
      ]);
    // Warms up first: the compiler takes the first seconds of a process.
    await both(warm, 0);
    const [answers, taken] = await both(seconds, Math.ceil((EVENTS_A_SECOND / BATCH_SIZE) * warm));
    return { answers, taken };
  } finally {
    if (apart) await service.stop();
    await intake.stop();
  }
}

function figuresOf({ results, rows, judged, http, apart, seed, short, count }) {
  const [floor, replay] = ['floor: bare indexed query', 'replay on read'].map((name) =>
    ratio(results, 'ours: in process', name),
  );
  const refused = new Set(
    [http, apart].flatMap(({ answers }) => Object.keys(answers.statuses)).filter((code) => code !== '200'),
  ).size;
  const line = (id, value, unit, reach, pass, n = count) => ({ id, value, unit, n, seed, reach, pass });
  return {
    figures: [
      line('P7-floor', floor.median, 'of the floor', 0.6, short || floor.median >= 0.6),
      line('P7-replay', replay.median, 'x replay on read', null, true),
      line('P7-http-p99', http.answers.p99, 'ms', 20, short || http.answers.p99 <= 20, http.answers.calls),
      line('P7-http-apart-p99', apart.answers.p99, 'ms', 20, short || apart.answers.p99 <= 20, apart.answers.calls),
      line(
        'P7-http-failed',
        refused,
        'kinds of failed answers',
        0,
        refused === 0,
        http.answers.calls + apart.answers.calls,
      ),
      line('P7-wrong', judged.wrong, 'answers', 0, judged.wrong === 0, judged.asked),
    ],
    details: { floor, replay, http, apart, judged, rows },
  };
}
