import { askService, loadPeople, startSandbox } from '../load/sandbox-service.js';
import { temporaryFolder } from '../product.js';
import { median, rounded, spread } from '../protocol/statistics.js';

const PEOPLE = 60;
const LOOK_UPS = 200;
const MOST_APART = 0.05;

/** P22: whether the time of a look-up discloses that a number exists: 200 that find and 200 that do not, in turn. */
export async function lookingUp({ seed, short, passes, say }) {
  const folder = temporaryFolder();
  const service = await startSandbox(folder.path);
  try {
    const numbers = await loadPeople(service, PEOPLE);
    const ratios = [];
    for (let pass = 0; pass < passes; pass += 1) ratios.push(await ratioOf(service, numbers, short ? 20 : LOOK_UPS));
    // The first pass warms up and does not count.
    const told = spread(ratios.slice(1));
    say(`  hits over misses: ${JSON.stringify(told)}`);
    const apart = rounded(Math.abs(told.median - 1));
    const figure = {
      id: 'P22-look-up',
      value: apart,
      unit: 'of the median apart',
      n: LOOK_UPS,
      seed,
      reach: MOST_APART,
    };
    return { figures: [{ ...figure, pass: short || apart <= MOST_APART }], details: { ratios } };
  } finally {
    await service.stop();
    await folder.remove();
  }
}

async function ratioOf(service, { known, unknown }, count) {
  const times = { hits: [], misses: [] };
  const ask = async (kind, cprs, place) => {
    const { body, milliseconds } = await askService(service, 'adviser-0751', 'POST', '/v1/persons/lookup', {
      cprs: [cprs[place % cprs.length]],
    });
    if ((body.keys[0] === null) !== (kind === 'misses')) throw new Error(`${kind}: the look-up answered otherwise`);
    times[kind].push(milliseconds);
  };
  for (let place = 0; place < count; place += 1) {
    // Alternates the order, so that neither kind always pays for the other.
    const order = place % 2 === 0 ? ['hits', 'misses'] : ['misses', 'hits'];
    for (const kind of order) await ask(kind, kind === 'hits' ? known : unknown, place);
  }
  return median(times.hits) / median(times.misses);
}
