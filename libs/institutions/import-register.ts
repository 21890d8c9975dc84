import type pg from 'pg';
import { inTransaction } from '#libs/database';
import type { Day } from '#libs/calendar';
import type { Refusal, RegisterRow } from './institution.ts';
import { stageRows } from './stage-rows.ts';

export interface ImportOptions {
  /** The day of import: changes hold from it. */
  readonly on: Day;
  /** Name of the list. An import closes only institutions that came from the same list. */
  readonly source: string;
  /** Accepts a list that lost more than a fifth of its institutions. */
  readonly mayCloseMany?: boolean;
  /** Accepts many names that differ in nothing but letters such as æ, ø and å. */
  readonly mayChangeLetters?: boolean;
}

export interface ImportResult {
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly unchanged: number;
  /** Missing but not closed: a refused line without a readable number may be any of them. */
  readonly leftOpen: number;
  readonly refused: readonly Refusal[];
}

/** The import is refused as a whole and changes nothing. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

const CONTENT = ['name', 'type', 'type_name', 'kind_of_unit', 'main_institution', 'municipality', 'owner'];
const content = (alias: string): string => CONTENT.map((column) => `${alias}.${column}`).join(', ');
const CHANGED = `r.number = i.number and r.valid_before is null
  and (${content('r')}) is distinct from (${content('i')})`;

const STATE = `
  select exists (select from reference.institutions where source = $1) as known,
    (select count(*) from reference.institutions where source = $1 and valid_before is null)::int as current,
    (select max(greatest(valid_from, valid_before))::text from reference.institutions where source = $1) as latest`;

/** Overwrites a version that began today, since it never held for a whole day. */
const CORRECT_TODAYS = `
  update reference.institutions r
  set (${CONTENT.join(', ')}) = (${content('i')}), imported_at = now()
  from incoming i where ${CHANGED} and r.valid_from = $1`;
const CLOSE_CHANGED = `update reference.institutions r set valid_before = $1 from incoming i where ${CHANGED}`;
const MISSING = `source = $2 and valid_before is null and number <> all($3::text[])
  and not exists (select from incoming i where i.number = r.number)`;
const COUNT_MISSING = `select count(*)::int as count from reference.institutions r
  where ${MISSING.replace('$2', '$1').replace('$3', '$2')}`;
const DROP_TODAYS = `delete from reference.institutions r where valid_from = $1 and ${MISSING}`;
const CLOSE_MISSING = `update reference.institutions r set valid_before = $1 where ${MISSING}`;
const OPEN = `
  insert into reference.institutions (number, ${CONTENT.join(', ')}, source, valid_from)
  select i.number, ${content('i')}, $1, $2 from incoming i
  where not exists (select from reference.institutions r where r.number = i.number and r.valid_before is null)`;

/** Names that differ from the known ones in nothing but letters beyond ASCII, or question marks in their place. */
const BROKEN_LETTERS = `
  select count(*)::int as count from incoming i join reference.institutions r on r.number = i.number
  and r.valid_before is null
  where r.name <> i.name
  and regexp_replace(r.name, '[^ -~]|\\?', '', 'g') = regexp_replace(i.name, '[^ -~]|\\?', '', 'g')`;
const MOST_LETTERS_CHANGED = 2;

async function refuseBrokenLetters(client: pg.ClientBase, { mayChangeLetters }: ImportOptions): Promise<void> {
  if (mayChangeLetters === true) return;
  const { rows } = await client.query<{ count: number }>(BROKEN_LETTERS);
  const count = rows[0]?.count ?? 0;
  if (count <= MOST_LETTERS_CHANGED) return;
  throw new ImportRefused(
    `This list would change the names of ${count} institutions in nothing but letters such as æ, ø and å: ` +
      'the file looks saved in another encoding. Nothing was changed. ' +
      'Fetch it again and import it unconverted; if the names are right, import it with --may-change-letters.',
  );
}

type Change = Pick<ImportResult, 'added' | 'changed' | 'closed'>;

interface Applying {
  readonly known: boolean;
  /** Numbers of refused lines: these institutions still exist, only their line is not readable. */
  readonly stillThere: readonly string[];
  readonly mayClose: boolean;
}

async function applyIncoming(
  client: pg.ClientBase,
  { on, source }: ImportOptions,
  { known, stillThere, mayClose }: Applying,
): Promise<Change> {
  const run = async (sql: string, values: unknown[]): Promise<number> =>
    (await client.query(sql, values)).rowCount ?? 0;
  const corrected = await run(CORRECT_TODAYS, [on]);
  const replaced = await run(CLOSE_CHANGED, [on]);
  const dropped = mayClose ? await run(DROP_TODAYS, [on, source, stillThere]) : 0;
  const ended = mayClose ? await run(CLOSE_MISSING, [on, source, stillThere]) : 0;
  const opened = await run(OPEN, [source, known ? on : null]);
  return { added: opened - replaced, changed: corrected + replaced, closed: dropped + ended };
}

const MOST_CLOSED_AT_ONCE = 0.2;

function refuseTheUnlikely(
  change: Change,
  state: { current: number; latest: string | null },
  options: ImportOptions,
): void {
  if (change.closed > state.current * MOST_CLOSED_AT_ONCE && options.mayCloseMany !== true) {
    throw new ImportRefused(
      `This list would close ${change.closed} of ${state.current} institutions: it looks cut off. ` +
        'Nothing was changed. If it is right, import it again with --may-close-many.',
    );
  }
  const changes = change.added + change.changed + change.closed;
  if (changes > 0 && state.latest !== null && state.latest > options.on) {
    throw new ImportRefused(
      `A list as of ${state.latest} is already imported; one as of ${options.on} would rewrite what was known since. ` +
        'Nothing was changed. Import newer lists only.',
    );
  }
}

async function importInside(
  client: pg.ClientBase,
  rows: AsyncIterable<RegisterRow> | Iterable<RegisterRow>,
  options: ImportOptions,
): Promise<ImportResult> {
  await client.query('lock table reference.institutions in share row exclusive mode');
  const { read, refused, refusedNumbers, unidentified } = await stageRows(client, rows, options.source);
  const found = await client.query<{ known: boolean; current: number; latest: string | null }>(STATE, [options.source]);
  const state = found.rows[0] ?? { known: false, current: 0, latest: null };
  const staged = await client.query<{ count: number }>('select count(*)::int as count from incoming');
  // Evaluates an older list as of the newest day, only to find out whether it would change anything.
  const on = state.latest !== null && state.latest > options.on ? state.latest : options.on;
  await refuseBrokenLetters(client, options);
  const mayClose = unidentified === 0;
  const change = await applyIncoming(
    client,
    { ...options, on },
    { known: state.known, stillThere: refusedNumbers, mayClose },
  );
  const missing = await client.query<{ count: number }>(COUNT_MISSING, [options.source, refusedNumbers]);
  refuseTheUnlikely(change, state, options);
  const unchanged = (staged.rows[0]?.count ?? 0) - change.added - change.changed;
  if (change.added + change.changed + change.closed > 0) await client.query('notify institutions');
  return { read, ...change, unchanged, leftOpen: missing.rows[0]?.count ?? 0, refused };
}

/**
 * Imports a whole list in one transaction. A changed institution gets a new version from the day on, a missing one is
 * closed. A refused line changes nothing; one without a readable number keeps all missing institutions open. NOTIFY
 * institutions makes processes read the register again. The first list of a source holds for all earlier days too.
 * @throws ImportRefused if the list is older than the last one, or looks cut off
 */
export function importRegister(
  pool: pg.Pool,
  rows: AsyncIterable<RegisterRow> | Iterable<RegisterRow>,
  options: ImportOptions,
): Promise<ImportResult> {
  return inTransaction(pool, (client) => importInside(client, rows, options));
}
