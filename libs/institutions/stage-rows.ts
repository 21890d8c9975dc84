import type pg from 'pg';
import type { Institution, Refusal, RegisterRow } from './institution.ts';

const ROWS_AT_A_TIME = 1000;

/** The table exists until the end of the transaction. */
const INCOMING = `
  create temporary table incoming (
    line integer, number char(6) primary key, name text, type char(4), type_name text, kind_of_unit text,
    main_institution char(6), municipality char(4), owner text
  ) on commit drop`;

const STAGE = `
  insert into incoming
  select *
  from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
  $9::text[])`;

const OF_ANOTHER_SOURCE = `
  delete from incoming i
  where exists (select from reference.institutions r where r.number = i.number and r.source <> $1)
  returning i.line, i.number`;

interface Staged {
  readonly line: number;
  readonly institution: Institution;
}

export interface Staging {
  readonly read: number;
  readonly refused: readonly Refusal[];
  /** Numbers of refused rows: these institutions still exist, only their row is not readable. */
  readonly refusedNumbers: readonly string[];
  /** Refused rows without a readable number: each may be any institution that seems missing. */
  readonly unidentified: number;
}

async function insert(client: pg.ClientBase, rows: readonly Staged[]): Promise<void> {
  const column = <T>(of: (row: Staged) => T): T[] => rows.map(of);
  await client.query(STAGE, [
    column(({ line }) => line),
    column(({ institution }) => institution.number),
    column(({ institution }) => institution.name),
    column(({ institution }) => institution.type),
    column(({ institution }) => institution.typeName),
    column(({ institution }) => institution.kindOfUnit),
    column(({ institution }) => institution.mainInstitution),
    column(({ institution }) => institution.municipality),
    column(({ institution }) => institution.owner),
  ]);
}

function twice(line: number): Refusal {
  const remedy = 'The first line counts. Take the other out of the register.';
  return { line, field: 'INST_NR', rule: 'the number stands on an earlier line too', remedy };
}

function ofAnotherSource(line: number): Refusal {
  const remedy = 'Give the other list another number, or take it out there.';
  return { line, field: 'INST_NR', rule: 'the number belongs to another list of institutions', remedy };
}

/** Puts a list of institutions into the temporary table `incoming`, a thousand at a time. */
export async function stageRows(
  client: pg.ClientBase,
  rows: AsyncIterable<RegisterRow> | Iterable<RegisterRow>,
  source: string,
): Promise<Staging> {
  await client.query(INCOMING);
  const refused: Refusal[] = [];
  const refusedNumbers: string[] = [];
  const seen = new Set<string>();
  let waiting: Staged[] = [];
  let read = 0;
  let unidentified = 0;
  for await (const row of rows) {
    read += 1;
    if ('refusals' in row) {
      refused.push(...row.refusals);
      if (row.number === null) unidentified += 1;
      else refusedNumbers.push(row.number);
    } else if (seen.has(row.institution.number)) refused.push(twice(row.line));
    else waiting.push(row);
    if ('institution' in row) seen.add(row.institution.number);
    if (waiting.length < ROWS_AT_A_TIME) continue;
    await insert(client, waiting);
    waiting = [];
  }
  if (waiting.length > 0) await insert(client, waiting);
  const others = await client.query<{ line: number }>(OF_ANOTHER_SOURCE, [source]);
  refused.push(...others.rows.map(({ line }) => ofAnotherSource(line)));
  return { read, refused, refusedNumbers, unidentified };
}
