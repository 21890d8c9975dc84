import { appends, doorReports, statusQuestions, sweeps } from '../contenders/nation.js';
import { placeAtEnd } from '../data/fill-log.js';
import { simulatedNation } from '../data/simulated.js';
import { caller } from '../load/caller.js';
import { ourService, tokenOf } from '../load/our-service.js';
import { race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';
import { percentile, rounded } from '../protocol/statistics.js';

const SIZES = [10_000, 1_100_000];
const YEARS = 5;
const PAGES = 40;

/** The monitor's page over HTTP: everybody's statuses today, and one institution's. */
async function monitorPages(nation, pages) {
  const service = await ourService(nation.url, { APPS: 'status' });
  const { call, close } = caller(service.base, await tokenOf(service.base, 'monitor'), 1);
  const { rows: [{ institution }] } = await nation.service.pool.query(
    `select institution from education_status.spells where institution is not null group by institution order by count(*) desc limit 1`,
  );
  const p95 = async (path) => {
    const times = [];
    for (let asked = 0; asked < pages; asked += 1) {
      const { status, milliseconds, text } = await call('GET', path);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
      times.push(milliseconds);
    }
    return rounded(percentile(times, 0.95));
  };
  try {
    return { nation: await p95('/v1/cohort?validOn=2026-06-15'), institution: await p95(`/v1/cohort?validOn=2026-06-15&institution=${institution}`) };
  } finally {
    close();
    await service.stop();
  }
}

/** P8: what a hundred times the persons cost: append, question, rebuild per event, monitor page, daily sweep. */
export async function growth({ server, seed, short, passes, flying, scale, say }) {
  const sizes = short ? [100, 400] : [SIZES[0], Math.max(SIZES[0], Math.round(SIZES[1] * scale))];
  const nations = [];
  for (const persons of sizes) nations.push(await simulatedNation(server, { persons, years: YEARS, seed, say }));
  const given = { seed, flying, share: short ? 0.02 : 1 };
  const costs = {};
  for (const [what, make] of Object.entries({ append: appends, door: doorReports, status: statusQuestions, sweep: sweeps })) {
    const contenders = [];
    for (const nation of nations) contenders.push(await make(nation, given));
    const results = await race({ server, contenders, passes, say });
    printSummary(`P8 ${what}`, 'a second', summary(results));
    // Smaller rate at the larger size means dearer: the cost's growth is the small nation's rate through the large one's.
    costs[what] = { ...ratio(results, contenders[0].name, contenders[1].name), rows: summary(results) };
  }
  const pages = [];
  // What the appends left unread would be waited for on every page.
  for (const { service } of nations) await placeAtEnd(service.pool, service.readers);
  for (const nation of nations) pages.push(await monitorPages(nation, short ? 3 : PAGES));
  for (const { service } of nations) await service.close();
  for (const { url } of nations) await server.drop(url);
  return figuresOf({ nations, costs, pages, seed, short });
}

function figuresOf({ nations, costs, pages, seed, short }) {
  const [small, large] = nations;
  const line = (id, value, unit, reach, pass) => ({ id, value: rounded(value), unit, n: large.persons, seed, reach, pass: short || pass });
  const times = (id, value, reach) => line(id, value, `x at ${small.persons} persons`, reach, value <= reach);
  const ofSizes = nations.map(({ persons, events, source, rebuildSecondsPerMillion }) => ({ persons, events, source, rebuildSecondsPerMillion }));
  return {
    figures: [
      times('P8-append', costs.append.median, 1.3),
      times('P8-door', costs.door.median, 1.3),
      times('P8-status', costs.status.median, 1.3),
      times('P8-rebuild', large.rebuildSecondsPerMillion / small.rebuildSecondsPerMillion, 1.3),
      times('P8-sweep', costs.sweep.median, 1.3),
      times('P8-monitor', pages[1].institution / pages[0].institution, 1.5),
      line('P8-monitor-p95', pages[1].institution, 'ms', 200, pages[1].institution <= 200),
      line('P8-monitor-nation-p95', pages[1].nation, 'ms', 200, pages[1].nation <= 200),
    ],
    details: { sizes: ofSizes, costs, pages },
  };
}
