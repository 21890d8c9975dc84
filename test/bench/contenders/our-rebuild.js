import { knowledgeProjections, loadRuleBook, rebuild } from '../product.js';
import { foreground } from '../load/foreground.js';

/** The product's rebuild: builds beside the live table, compares, switches; `names` chooses the projections. */
export function ourRebuild(database, url, { name, names, events }) {
  const wanted = knowledgeProjections(loadRuleBook(undefined, {})).filter((projection) =>
    names.includes(projection.name),
  );
  let reports = [];
  let first = true;
  return {
    name,
    url,
    async round() {
      const questions = foreground(url);
      await questions.ready;
      const started = performance.now();
      reports = [];
      for (const projection of wanted) reports.push(await rebuild(database.pool, projection));
      const seconds = (performance.now() - started) / 1_000;
      return { units: events, seconds, more: { foreground: await questions.end() } };
    },
    async verify() {
      // The first rebuild fills the empty live tables; each later one must find exactly what the one before it built.
      const differ = reports.filter(({ onlyLive, onlyRebuilt }) => onlyLive + onlyRebuilt > 0);
      if (!first && differ.length > 0)
        throw new Error(`a rebuild differs from the one before: ${JSON.stringify(differ)}`);
      if (reports.some(({ rows }) => rows === 0 && names.length === 1)) throw new Error('a rebuild built nothing');
      first = false;
    },
  };
}
