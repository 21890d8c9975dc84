import type { ClientBase, Pool } from 'pg';
import type { Read } from './read.ts';

/** Writes a row per look, all in one statement. Call it in the transaction that reads the data: see withReadLog. */
export async function recordReads(client: ClientBase | Pool, reads: readonly Read[]): Promise<void> {
  if (reads.length === 0) return;
  await client.query({
    name: 'record-reads',
    text: `insert into read_log.reads (at, subject, client, organisation, role, purpose, reason, person, question,
      fields, trace)
      select at, subject, client, organisation, role, purpose, reason, person, question, fields, trace
      from jsonb_to_recordset($1::jsonb) as read (at timestamptz, subject text, client text, organisation text,
      role text,
        purpose text, reason text, person uuid, question text, fields text[], trace text)`,
    values: [JSON.stringify(reads.map(toRow))],
  });
}

function toRow({ at, actor, purpose, reason, person, question, fields, trace }: Read): Record<string, unknown> {
  return {
    at: at.toISOString(),
    subject: actor.subject,
    client: actor.clientId,
    organisation: actor.organisation,
    role: actor.role,
    purpose,
    reason: reason ?? null,
    person,
    question,
    fields: fields === 'all' ? ['all'] : fields,
    trace: trace ?? null,
  };
}
