import { appends } from '../contenders/nation.js';
import { countOwnReports, Follower, knowledgeProjections, knowledgeReader } from '../product.js';
import { percentile, rounded } from '../protocol/statistics.js';
import { caller } from './caller.js';
import { ourService, tokenOf } from './our-service.js';

const DAY = '2026-06-15';
/** Closed, and the one after it: the first page of a new week counts what the week changed. */
const WEEKS = ['2026-W24', '2026-W25'];
/** The readers a cohort waits for. */
const READERS = ['education-status', 'residence'];
/** Of 4,000: new events between two pages. */
const SHARE_BETWEEN = 0.1;
/** So many times as many persons, in turn: with the same ones told of each time, reading in would cost more from page to page. */
const GROUPS = 12;
/** An own cohort is folded anew each time. */
const OWN_PAGES = 10;
/** Far from the passes of the races before, whose events are in the log. */
const FIRST_PASS = 10_000;
/** The largest town of the simulation but one, and its adviser in the sandbox. */
const MUNICIPALITY = { client: 'adviser-0751', code: '0751' };

/** Lets the readers apply what is in the log, rows and all: placed at its end without them they would leave persons half told. */
async function catchUp({ pool, store, rules }) {
  for (const projection of knowledgeProjections(rules).filter(({ name }) => READERS.includes(name))) {
    const follower = new Follower(pool, store, knowledgeReader(projection), { pageSize: 500, now: () => new Date() });
    while ((await follower.step()) === 'applied');
  }
}

/** Milliseconds of the first page and of those after it; between two pages new events come in and are read. */
async function timesOf({ call }, path, { pages, moreEvents }) {
  const times = [];
  for (let asked = 0; asked <= pages; asked += 1) {
    if (asked > 0) await moreEvents();
    const { status, milliseconds, text } = await call('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
    times.push(milliseconds);
  }
  const [first, ...later] = times;
  return { first: rounded(first), p95: rounded(percentile(later, 0.95)), median: rounded(percentile(later, 0.5)) };
}

/** An institution's own cohort, folded from its own reports, in this process: the sandbox has no client for a simulated institution. */
async function ownTimes({ pool, rules }, institution, { pages, moreEvents }) {
  const times = [];
  let persons = 0;
  for (let asked = 0; asked < pages; asked += 1) {
    await moreEvents();
    const {
      rows: [{ position }],
    } = await pool.query('select max(position) as position from log.events');
    const started = performance.now();
    const { coverage } = await countOwnReports(pool, rules, {
      reporters: [institution],
      institution: undefined,
      validOn: DAY,
      position: Number(position),
    });
    times.push(performance.now() - started);
    ({ persons } = coverage);
  }
  return { persons, p95: rounded(percentile(times, 0.95)), median: rounded(percentile(times, 0.5)) };
}

/** Closed weeks of the nation and of a municipality, a municipality's cohort as its own adviser asks, an institution's own. */
export async function monitorPages(nation, { pages, seed, flying, share }) {
  const { pool } = nation.service;
  // Before the races' events are read in, which are all of one institution.
  const {
    rows: [{ institution }],
  } = await pool.query(
    `select institution from education_status.spells where institution is not null group by institution order by count(*) desc limit 1`,
  );
  await catchUp(nation.service);
  const arriving = [];
  for (let group = 0; group < GROUPS; group += 1)
    arriving.push(await appends(nation, { seed: seed + 1_000 + group, flying, share: share * SHARE_BETWEEN }));
  let pass = FIRST_PASS;
  const moreEvents = async () => {
    const group = arriving[(pass += 1) % GROUPS];
    await group.prepare(pass);
    await group.round();
    await catchUp(nation.service);
  };
  const service = await ourService(nation.url, { APPS: 'status' });
  const monitor = caller(service.base, await tokenOf(service.base, 'monitor'), 1);
  const adviser = caller(service.base, await tokenOf(service.base, MUNICIPALITY.client), 1);
  const given = { pages, moreEvents };
  try {
    return {
      nation: await timesOf(monitor, `/v1/cohort?week=${WEEKS[0]}`, given),
      nextWeek: await timesOf(monitor, `/v1/cohort?week=${WEEKS[1]}`, { ...given, pages: 1 }),
      municipalityWeek: await timesOf(monitor, `/v1/cohort?week=${WEEKS[0]}&municipality=${MUNICIPALITY.code}`, given),
      institution: await ownTimes(nation.service, institution, { ...given, pages: Math.min(pages, OWN_PAGES) }),
      municipality: await timesOf(adviser, `/v1/cohort?validOn=${DAY}&municipality=${MUNICIPALITY.code}`, given),
    };
  } finally {
    monitor.close();
    adviser.close();
    await service.stop();
  }
}
