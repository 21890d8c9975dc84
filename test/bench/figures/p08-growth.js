import { appends, doorReports, statusQuestions, sweeps } from '../contenders/nation.js';
import { simulatedNation } from '../data/simulated.js';
import { monitorPages } from '../load/monitor-pages.js';
import { race, ratio, summary } from '../protocol/race.js';
import { printSummary } from '../protocol/report.js';
import { rounded } from '../protocol/statistics.js';

const SIZES = [10_000, 1_100_000];
const YEARS = 5;
const PAGES = 40;

/** P8: the cost of a hundred times the persons: append, question, rebuild per event, monitor page, daily sweep. */
export async function growth({ server, seed, short, passes, flying, scale, say }) {
  const sizes = short ? [100, 400] : [SIZES[0], Math.max(SIZES[0], Math.round(SIZES[1] * scale))];
  const nations = [];
  for (const persons of sizes) nations.push(await simulatedNation(server, { persons, years: YEARS, seed, say }));
  const given = { seed, flying, share: short ? 0.02 : 1 };
  const costs = {};
  for (const [what, make] of Object.entries({
    append: appends,
    door: doorReports,
    status: statusQuestions,
    sweep: sweeps,
  })) {
    const contenders = [];
    for (const nation of nations) contenders.push(await make(nation, given));
    const results = await race({ server, contenders, passes, say });
    printSummary(`P8 ${what}`, 'a second', summary(results));
    // A smaller rate at the larger size is a higher cost: the growth of the cost is the small nation's rate divided by
    // the large one's.
    costs[what] = { ...ratio(results, contenders[0].name, contenders[1].name), rows: summary(results) };
  }
  const pages = [];
  for (const nation of nations) pages.push(await monitorPages(nation, { ...given, pages: short ? 3 : PAGES }));
  for (const { service } of nations) await service.close();
  for (const { url } of nations) await server.drop(url);
  return figuresOf({ nations, costs, pages, seed, short });
}

const perPerson = ({ persons, median }) => median / persons;

function figuresOf({ nations, costs, pages, seed, short }) {
  const [small, large] = nations;
  const line = (id, value, unit, reach, pass) => ({
    id,
    value: rounded(value),
    unit,
    n: large.persons,
    seed,
    reach,
    pass: short || pass,
  });
  const times = (id, value, reach) => line(id, value, `x at ${small.persons} persons`, reach, value <= reach);
  const p95 = (id, page) => line(id, page.p95, 'ms', 200, page.p95 <= 200);
  const ofSizes = nations.map(({ persons, events, source, rebuildSecondsPerMillion }) => ({
    persons,
    events,
    source,
    rebuildSecondsPerMillion,
  }));
  return {
    figures: [
      times('P8-append', costs.append.median, 1.3),
      times('P8-door', costs.door.median, 1.3),
      times('P8-status', costs.status.median, 1.3),
      times('P8-rebuild', large.rebuildSecondsPerMillion / small.rebuildSecondsPerMillion, 1.3),
      times('P8-sweep', costs.sweep.median, 1.3),
      // The own cohort of an institution, per person of it: the largest one grows with the nation.
      times('P8-monitor', perPerson(pages[1].institution) / perPerson(pages[0].institution), 1.5),
      line('P8-own-reports-p95', pages[1].institution.p95, 'ms', null, true),
      p95('P8-monitor-p95', pages[1].municipalityWeek),
      line('P8-monitor-week-next', pages[1].nextWeek.first, 'ms', null, true),
      // Counts all persons once; for another day within a week, and after any number of events, counts only the
      // differences.
      line('P8-monitor-nation-first', pages[1].nation.first, 'ms', null, true),
      p95('P8-monitor-nation-p95', pages[1].nation),
      p95('P8-monitor-municipality-p95', pages[1].municipality),
    ],
    details: { sizes: ofSizes, costs, pages },
  };
}
