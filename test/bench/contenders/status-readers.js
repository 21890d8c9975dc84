import { spellReader } from '../load/asked-status.js';
import { loadHistories, statusOn, timeline } from '../product.js';
import { inFlight } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';

const BARE = `select status from education_status.spells
  where person = $1 and valid_from <= $2 and $2 < valid_to and known_from <= $3 and $3 < known_to
  order by valid_from desc, known_from desc limit 1`;

function reader(name, { asked, flying, ask, close }) {
  const answers = new Array(asked.length);
  return {
    name,
    url: undefined,
    close: close ?? (async () => undefined),
    answers,
    async round() {
      await inFlight(flying, asked, async (question, index) => (answers[index] = await ask(question)));
      return { units: asked.length };
    },
    async verify() {
      // The answers are compared among the readers, and with the oracle, at the end.
      if (Object.keys(answers).length !== asked.length) throw new Error(`${name} left questions open`);
    },
  };
}

/** The same question by one prepared statement that reads only the index. */
export function bareReader(url, given) {
  const pool = openPool(url, given.flying);
  const ask = async ({ person, day, position }) =>
    (await pool.query({ name: 'bare', text: BARE, values: [person, day, position] })).rows[0]?.status;
  return reader('floor: bare indexed query', { ...given, ask, close: () => pool.end() });
}

/** The product's query: the whole answer with explanation. */
export function ourReader(pool, given) {
  const spellOf = spellReader(pool);
  return reader('ours: in process', { ...given, ask: async (question) => (await spellOf(question))?.status });
}

/** No table: reads and folds the person's events for every question. */
export function replayReader(pool, rules, given) {
  const ask = async ({ person, day, position }) => {
    const [history] = await loadHistories(pool, [person]);
    const known = { ...history, events: history.events.filter((event) => event.position <= position) };
    return known.events.length === 0 ? undefined : statusOn(timeline(known, rules), day).status;
  };
  return reader('replay on read', { ...given, ask });
}
