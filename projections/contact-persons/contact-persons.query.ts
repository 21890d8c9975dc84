import type { ClientBase, Pool } from 'pg';
import { addDays } from '#libs/calendar';
import { eventWithId } from '#libs/event-store';
import { foldUnkept, type KnowledgeProjection } from '#libs/bitemporal';
import { contactPersons } from './projection.ts';
import type { ContactRole } from '#events/contact-person/contact-person-assigned.event';
import type { Day } from '#events/model/stored';

export interface KnownContact {
  readonly role: ContactRole;
  readonly reporter: string;
  readonly organisation: string;
  readonly from: Day;
  /** The last day; null if it lasts until something else is known. */
  readonly until: Day | null;
  /**
   * True for a contact person of a municipality, or of its jobcentre, that is no longer responsible on the day because
   * the person moved.
   */
  readonly former: boolean;
  /** The event that contains name, phone and e-mail, with these as the log stores them. */
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

export interface ContactsAt {
  readonly person: string;
  readonly day: Day;
  readonly position: number;
}

/**
 * The contact persons of a day as known at a position, still sealed, those of a former municipality last. The
 * municipality of residence on the day is responsible, else the one last known; if none was ever known, none is former.
 */
export async function findContacts(
  client: Pool | ClientBase,
  homes: KnowledgeProjection,
  { person, day, position }: ContactsAt,
): Promise<KnownContact[]> {
  const folded = await foldedRows(client, homes, { person, position });
  const { rows } = await client.query<ContactRow>(
    `select s.role, s.reporter, s.organisation, s.valid_from, s.valid_to, s.event_id, e.type, e.data, e.sealed,
       coalesce(s.role in ('kui', 'jobcentre')
         and split_part(s.reporter, '-', 2) <> coalesce(r.municipality, r.last_known), false) as former
     from (select valid_from, valid_to, role, reporter, organisation, event_id from contact_persons.spells
         where person = $1 and known_from <= $3 and $3 < known_to
       union all select * from jsonb_to_recordset($4) c (valid_from date, valid_to date, role text, reporter text,
         organisation text, event_id uuid)) s
     join ${eventWithId('s.event_id')}
     left join (select valid_from, valid_to, municipality, last_known from residence.spells
       where person = $1 and known_from <= $3 and $3 < known_to
       union all select * from jsonb_to_recordset($5) h (valid_from date, valid_to date, municipality text,
         last_known text)) r
       on r.valid_from <= $2 and $2 < r.valid_to
     where s.valid_from <= $2 and $2 < s.valid_to
     order by former, s.role, s.reporter`,
    [person, day, position, JSON.stringify(folded.contacts), JSON.stringify(folded.homes)],
  );
  return rows.map(toContact);
}

interface ContactRow {
  readonly role: ContactRole;
  readonly reporter: string;
  readonly organisation: string;
  readonly valid_from: Day;
  readonly valid_to: Day;
  readonly event_id: string;
  readonly former: boolean;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

function toContact(row: ContactRow): KnownContact {
  return {
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
  };
}

/** Rows that are not kept because the stream is long (docs/adr/0025); usually none. */
async function foldedRows(
  client: Pool | ClientBase,
  residence: KnowledgeProjection,
  at: { readonly person: string; readonly position: number },
) {
  const [contacts = []] = await foldUnkept(client, contactPersons, [at]);
  const [homes = []] = await foldUnkept(client, residence, [at]);
  return {
    contacts: contacts.map(({ columns: [from, to, role, reporter, organisation, eventId] }) => ({
      valid_from: from,
      valid_to: to,
      role,
      reporter,
      organisation,
      event_id: eventId,
    })),
    homes: homes.map(({ key, columns: [to, municipality, , lastKnown] }) => ({
      valid_from: key,
      valid_to: to,
      municipality,
      last_known: lastKnown,
    })),
  };
}
