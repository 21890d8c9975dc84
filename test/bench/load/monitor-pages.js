import { appends } from '../contenders/nation.js';
import { countOwnReports, Follower, knowledgeProjections, knowledgeReader } from '../product.js';
import { percentile, rounded } from '../protocol/statistics.js';
import { caller } from './caller.js';
import { ourService, tokenOf } from './our-service.js';

const DAY = '2026-06-15';
/** A closed week and the one after it: the first page of a new week counts the changes of that week. */
const WEEKS = ['2026-W24', '2026-W25'];
/** The readers that a cohort waits for. */
const READERS = ['education-status', 'residence'];
/** The share of 4,000 that are new events between two pages. */
const SHARE_BETWEEN = 0.1;
/**
 * That many groups of persons take turns: with reports about the same persons each time, reading in would cost more
 * from page to page.
 */
const GROUPS = 12;
/** The number of own cohorts: each is folded anew. */
const OWN_PAGES = 10;
/** Far from the passes of the earlier races, whose events are in the log. */
const FIRST_PASS = 10_000;
/** The second largest town of the simulation, and its adviser in the sandbox. */
const MUNICIPALITY = { client: 'adviser-0751', code: '0751' };

/**
 * Lets the readers apply the whole log with rows: with a checkpoint at its end and no rows they would have incomplete
 * persons.
 */
async function catchUp({ pool, store, rules }) {
  for (const projection of knowledgeProjections(rules).filter(({ name }) => READERS.includes(name))) {
    const follower = new Follower(pool, store, knowledgeReader(projection), { pageSize: 500, now: () => new Date() });
    while ((await follower.step()) === 'applied');
  }
}

/** The milliseconds of the first page and of those after it; between two pages new events come in and are applied. */
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

/**
 * An institution's own cohort, folded from its own reports, in this process: the sandbox has no client for a simulated
 * institution.
 */
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

/**
 * Closed weeks of the nation and of a municipality, the cohort of a municipality for its own adviser, and of an
 * institution for itself.
 */
export async function monitorPages(nation, { pages, seed, flying, share }) {
  const { pool } = nation.service;
  // Runs before the events of the races are read in, which all belong to one institution.
  const {
    rows: [{ institution }],
  } = await pool.query(
    `select institution from education_status.spells where institution is not null group by institution
     order by count(*) desc limit 1`,
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
