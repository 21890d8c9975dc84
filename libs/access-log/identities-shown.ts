import type { ClientBase } from 'pg';

const HOUR_MILLISECONDS = 3_600_000;

export interface IdentitiesShown {
  /** Seconds until one more may be shown; 0: now. */
  readonly waitSeconds: number;
  /** The limit in words, for the developer of the caller. */
  readonly detail: string;
}

/** @param most civil numbers that an adviser may be shown within any hour by the service's clock */
export async function findIdentitiesShown(
  client: ClientBase,
  subject: string,
  now: Date,
  most: number,
): Promise<IdentitiesShown> {
  const { rows } = await client.query<{ at: string }>({
    name: 'find-identities-shown',
    text: `select at from read_log.reads
      where question = 'person-identity' and subject = $1 and at > $2::timestamptz - interval '1 hour'
      and at <= $2::timestamptz
      order by at desc offset $3 limit 1`,
    values: [subject, now.toISOString(), most - 1],
  });
  const freeAt = rows[0] === undefined ? 0 : Date.parse(rows[0].at) + HOUR_MILLISECONDS;
  return {
    waitSeconds: Math.max(0, Math.ceil((freeAt - now.getTime()) / 1_000)),
    detail: `at most ${most} civil numbers an hour`,
  };
}
