import type { ClientBase, Pool } from 'pg';
import { addDays } from '#libs/calendar';
import type { ContactRole } from '#events/contact-person/contact-person-assigned.event';
import type { Day } from '#events/stored';

export interface KnownContact {
  readonly role: ContactRole;
  readonly reporter: string;
  readonly organisation: string;
  readonly from: Day;
  /** Last day; null: until something else is known. */
  readonly until: Day | null;
  /** Of a municipality, or its jobcentre, that is not responsible on the day any more: the person has moved. */
  readonly former: boolean;
  /** The event that holds name, phone and e-mail, and they themselves as the log keeps them. */
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

/**
 * The contact persons of a day as known at a position, still sealed; those of a former municipality last. Responsible is the
 * municipality of residence on the day, else the one last known; if none ever was, nobody is former.
 */
export async function findContacts(client: Pool | ClientBase, person: string, day: Day, position: number): Promise<KnownContact[]> {
  const { rows } = await client.query<{
    role: ContactRole;
    reporter: string;
    organisation: string;
    valid_from: Day;
    valid_to: Day;
    event_id: string;
    former: boolean;
    type: string;
    data: object;
    sealed: Buffer | null;
  }>(
    `select s.role, s.reporter, s.organisation, s.valid_from, s.valid_to, s.event_id, e.type, e.data, e.sealed,
       coalesce(s.role in ('kui', 'jobcentre') and split_part(s.reporter, '-', 2) <> coalesce(r.municipality, r.last_known), false) as former
     from contact_persons.spells s join log.events e on e.event_id = s.event_id
     left join residence.spells r
       on r.person = s.person and r.known_from <= $3 and $3 < r.known_to and r.valid_from <= $2 and $2 < r.valid_to
     where s.person = $1 and s.valid_from <= $2 and $2 < s.valid_to and s.known_from <= $3 and $3 < s.known_to
     order by former, s.role, s.reporter`,
    [person, day, position],
  );
  return rows.map((row) => ({
    role: row.role,
    reporter: row.reporter,
    organisation: row.organisation,
    from: row.valid_from,
    until: row.valid_to === 'infinity' ? null : addDays(row.valid_to, -1),
    former: row.former,
    eventId: row.event_id,
    type: row.type,
    data: row.data,
    sealed: row.sealed,
  }));
}
