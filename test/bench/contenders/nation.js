import { cloudEvent } from '../data/reports.js';
import { newEvent } from '../data/new-events.js';
import { spellReader } from '../load/asked-status.js';
import { ReportIntake, Sweep } from '../product.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { randomFrom } from '../protocol/random.js';
import { senderOf } from './our-parts.js';

const ASKED = 4_000;
const APPENDED = 4_000;
const REPORTED = 1_000;
const BATCH = 100;
export const DUE = 100;

async function somePersons({ pool }, count, seed) {
  // Samples the whole table, whatever its size.
  const { rows } = await pool.query(
    'select person from person_keys.persons order by md5(person::text || $2) limit $1',
    [count, String(seed)],
  );
  return rows.map(({ person }) => person);
}

const named = (what, nation) => ({ name: `${what}, ${nation.persons} persons`, url: undefined });

/** The same number of questions for every size of the nation. */
export async function statusQuestions(nation, { seed, flying, share }) {
  const { pool } = nation.service;
  const people = await somePersons(nation.service, ASKED * share, seed);
  const {
    rows: [{ last }],
  } = await pool.query('select max(position) as last from log.events');
  const random = randomFrom(seed);
  const spellOf = spellReader(pool);
  return {
    ...named('status', nation),
    async round() {
      await inFlight(flying, people, async (person) => {
        const day = new Date(Date.UTC(2022, 0, 1 + Math.floor(random() * 1_600))).toISOString().slice(0, 10);
        await spellOf({ person, day, position: last });
      });
      return { units: people.length };
    },
    verify: async () => undefined,
  };
}

/** Batches of one event each for the same number of persons of the nation, with the expected version and the chain. */
export async function appends(nation, { seed, flying, share }) {
  const { pool, store } = nation.service;
  const people = await somePersons(nation.service, APPENDED * share, seed + 1);
  let calls = [];
  let heads = new Map();
  let before = 0;
  const count = async () => (await pool.query('select count(*) as events from log.events')).rows[0].events;
  return {
    ...named('append', nation),
    async prepare(pass) {
      const { rows } = await pool.query(
        `select distinct on (stream) stream, version, chain from log.events where stream = any($1)
         order by stream, version desc`,
        [people],
      );
      heads = new Map(rows.map((row) => [row.stream, row]));
      const random = randomFrom(seed * 31 + pass * 7 + nation.persons);
      calls = inPieces(
        people.map((person) => newEvent(person, (heads.get(person)?.version ?? 0) + 1, random)),
        BATCH,
      );
      before = await count();
    },
    async round() {
      await inFlight(flying, calls, (events) => store.append(events, heads));
      return { units: people.length };
    },
    async verify() {
      const added = (await count()) - before;
      if (added !== people.length) throw new Error(`${added} of ${people.length} events were appended`);
    },
  };
}

/** Single reports through the whole intake, each about a known person: no step may depend on the number of persons. */
export async function doorReports(nation, { seed, flying, share }) {
  const { pool } = nation.service;
  const intake = new ReportIntake({ ...nation.service.intake, onAppended: () => undefined });
  const people = await somePersons(nation.service, REPORTED * share, seed + 3);
  const sender = senderOf('cpr');
  let reports = [];
  let accepted = 0;
  return {
    ...named('door', nation),
    async prepare(pass) {
      const said = { client: 'cpr', reporter: 'cpr' };
      reports = people.map((key) =>
        cloudEvent(
          'residence-changed',
          `growth-${pass}-${key}`,
          { person: { key }, municipality: '0751', from: `202${pass % 6}-02-01` },
          said,
        ),
      );
      await pool.query('analyze person_keys.persons');
      accepted = 0;
    },
    async round() {
      await inFlight(flying, reports, async (report) => {
        const checked = intake.check({ sender, reports: [report], kind: 'single' });
        const { counts } = await intake.acceptChecked(checked);
        // Read after the wait: with "accepted += await …" concurrent calls would overwrite each other's count.
        accepted += counts.accepted;
      });
      return { units: people.length };
    },
    async verify() {
      if (accepted !== people.length) throw new Error(`${accepted} of ${people.length} reports were accepted`);
    },
  };
}

/**
 * The daily sweep with the same number of due persons for every size of the nation: all others are due on a later day.
 */
export async function sweeps(nation, { seed }) {
  const { pool, store, clock, rules, institutions, keyring } = nation.service;
  const due = await somePersons(nation.service, Math.min(DUE, nation.persons), seed + 2);
  const sweep = new Sweep({ pool, store, clock, rules, institutions, keyring, onAppended: () => undefined });
  return {
    ...named('sweep', nation),
    async prepare() {
      await pool.query(
        `insert into follow_up.watch (person, look_on) select person, '2099-12-31' from person_keys.persons
         on conflict (person) do update set look_on = '2099-12-31'`,
      );
      await pool.query(`update follow_up.watch set look_on = '2020-01-01' where person = any($1)`, [due]);
      await pool.query('analyze follow_up.watch');
    },
    async round() {
      await sweep.run();
      return { units: due.length };
    },
    async verify() {
      const { rows } = await pool.query(
        `select count(*)::int as left from follow_up.watch where look_on = '2020-01-01'`,
      );
      if (rows[0].left > 0) throw new Error(`the sweep left ${rows[0].left} due persons`);
    },
  };
}
