import { ownSeconds } from './processor-time.js';
import { rounded, spread } from './statistics.js';
import { settle } from './server.js';

/**
 * Runs contenders against each other: A B C, C B A, … with CHECKPOINT and VACUUM ANALYZE between. The first pass is
 * thrown away. A round counts only once its result is verified: a contender that loses something ends the figure.
 * A contender is `{ name, url, prepare?(pass), round(pass), verify(pass) }`: prepare is not timed, round answers how
 * many units it did, verify throws where the result is not right. `seconds` in round's answer replaces the time taken
 * here; a contender's own `seconds()` are the processor seconds of a service it started.
 */
export async function race({ server, contenders, passes, say }) {
  const results = new Map(contenders.map(({ name }) => [name, []]));
  for (let pass = 0; pass < passes; pass += 1) {
    const order = pass % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of order) {
      const measured = await oneRound(server, contender, pass);
      if (pass > 0 || passes === 1) results.get(contender.name).push(measured);
      say(
        `  pass ${pass}${pass === 0 && passes > 1 ? ' (not counted)' : ''} ${contender.name}: ` +
          `${Math.round(measured.rate)}/s`,
      );
    }
  }
  return results;
}

/** Makes the contenders one after the other, calls `use`, and closes and drops them whatever happens. */
export async function among(server, makers, use) {
  const contenders = [];
  try {
    for (const make of makers) contenders.push(await make());
    return await use(contenders);
  } finally {
    for (const { close, url } of contenders) {
      await close?.().catch(() => undefined);
      for (const one of [url].flat().filter(Boolean)) await server.drop(one);
    }
  }
}

async function oneRound(server, contender, pass) {
  await contender.prepare?.(pass);
  for (const url of [contender.url].flat().filter(Boolean)) await settle(url);
  globalThis.gc?.();
  const clientSeconds = () => ownSeconds() + (contender.seconds?.() ?? 0);
  const [own, its, started] = [clientSeconds(), server.seconds(), performance.now()];
  const done = await contender.round(pass);
  const seconds = done.seconds ?? (performance.now() - started) / 1_000;
  const client = clientSeconds() - own;
  const database = its === null ? null : server.seconds() - its;
  await contender.verify(pass);
  return { pass, units: done.units, seconds, rate: done.units / seconds, client, database, ...done.more };
}

/** The rate of one contender divided by another's, pass by pass: `{ median, min, max, passes }`. */
export function ratio(results, one, other) {
  const pairs = results.get(one).map((mine, index) => mine.rate / results.get(other)[index].rate);
  return { ...spread(pairs), passes: pairs.map(rounded) };
}

/** One row per contender for the table and the file: rate and processor seconds per thousand units. */
export function summary(results) {
  return [...results].map(([name, rounds]) => {
    const perThousand = (key) =>
      rounds.map((round) => (round[key] === null ? Number.NaN : (round[key] / round.units) * 1_000));
    return {
      contender: name,
      rate: spread(rounds.map(({ rate }) => rate)),
      clientSecondsPerThousand: rounded(spread(perThousand('client')).median),
      serverSecondsPerThousand: rounded(spread(perThousand('database')).median),
      rounds,
    };
  });
}
