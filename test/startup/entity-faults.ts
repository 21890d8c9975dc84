import type { EntityMetadata } from 'typeorm';
import type { Database } from '#libs/database';

const COLUMNS = `
  select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
  from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`;

/** PostgreSQL's names of types that TypeORM calls otherwise. */
const TYPE_NAMES: Readonly<Record<string, string>> = { char: 'character', timestamptz: 'timestamp with time zone' };

function lineOf(name: string, type: string, nullable: boolean): string {
  return `${name} ${type}${nullable ? '' : ' not null'}`;
}

function entityLines({ columns }: EntityMetadata, nullable: ReadonlySet<string>): string[] {
  return columns.map(({ databaseName, type, length, isNullable, isPrimary }) => {
    const named = TYPE_NAMES[String(type)] ?? String(type);
    // TypeORM calls every column of a key not null; a key of ours may have nulls.
    const isNull = isPrimary ? nullable.has(databaseName) : isNullable;
    return lineOf(databaseName, length === '' ? named : `${named}(${length})`, isNull);
  });
}

/**
 * One sentence for each column of an entity that its table does not have just so, and for each column that only the
 * table has.
 */
export async function entityFaults({ dataSource, pool }: Database): Promise<string[]> {
  const faults: string[] = [];
  for (const metadata of dataSource.entityMetadatas) {
    const { rows } = await pool.query<{ name: string; type: string; nullable: boolean }>(COLUMNS, [metadata.tablePath]);
    const table = rows.map(({ name, type, nullable }) => lineOf(name, type, nullable));
    const entity = entityLines(metadata, new Set(rows.flatMap(({ name, nullable }) => (nullable ? [name] : []))));
    faults.push(
      ...entity.filter((line) => !table.includes(line)).map((line) => `${metadata.name}: the table has no ${line}`),
      ...table.filter((line) => !entity.includes(line)).map((line) => `${metadata.name}: the entity has no ${line}`),
    );
  }
  return faults;
}
