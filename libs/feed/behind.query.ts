import type { ClientBase, Pool } from 'pg';

/** Whether the log holds events of the person that one of the readers has not applied yet. */
export async function isBehind(client: Pool | ClientBase, person: string, readers: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ behind: boolean }>({
    name: 'reader-behind',
    text: `select exists (select 1 from log.events e join feed.checkpoints c on c.reader = any($2)
      where e.stream = $1 and (e.xid, e.position) > (c.xid, c.position)) as behind`,
    values: [person, readers],
  });
  return rows[0]?.behind ?? false;
}
