import type { ClientBase } from 'pg';
import { personNumbers } from '#libs/persons';
import type { Read } from './read.ts';

/** A look at a list: one row for the look, and one for each person shown. */
export interface ListLook extends Omit<Read, 'person' | 'reason'> {
  /** Identifies the list: everything requested but the page. Looks at the same list within 15 minutes are one look. */
  readonly list: string;
  /** Keys of the persons shown; if empty, nothing is written. */
  readonly persons: readonly string[];
}

/** If the same user looks at the same list again within so many minutes of the first time, it is the same look. */
export const SAME_LOOK_MINUTES = 15;

/**
 * Writes a look at a list, or adds the persons newly shown to a look that is open. Call it in the transaction that
 * reads the list, with the list locked (see `aloneFor`): two at once would not see each other's rows.
 */
export async function recordListLook(client: ClientBase, look: ListLook): Promise<void> {
  if (look.persons.length === 0) return;
  const { at, actor, purpose, question, list, persons, trace } = look;
  const fields = look.fields === 'all' ? ['all'] : look.fields;
  await client.query({
    name: 'record-list-look',
    text: `with open_look as (select id from read_log.looks
        where subject = $2 and list = $8 and client = $3 and organisation = $4 and role = $5 and purpose = $6
        and question = $7 and fields = $9::text[]
          and at > $1::timestamptz - make_interval(mins => ${SAME_LOOK_MINUTES}) and last_at <= $1::timestamptz
        order by at desc limit 1),
      extended as (update read_log.looks set last_at = $1::timestamptz where id = (select id from open_look)
      returning id),
      opened as (insert into read_log.looks (at, last_at, subject, client, organisation, role, purpose, question, list,
      fields, trace)
        select $1::timestamptz, $1::timestamptz, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10
        where not exists (select from open_look) returning id),
      look as (select id from extended union all select id from opened)
      insert into read_log.shown (look, person) select look.id, newly.number from look,
        (${personNumbers('$11::uuid[]')}
         except select person from read_log.shown where look = (select id from open_look)) newly`,
    values: [
      at.toISOString(),
      actor.subject,
      actor.clientId,
      actor.organisation,
      actor.role,
      purpose,
      question,
      list,
      fields,
      trace ?? null,
      persons,
    ],
  });
}
