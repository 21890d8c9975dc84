/** Who may call. A token with any other role, or none, is refused. What each may see: libs/access. */
export const ROLES = [
  'source-system',
  'register',
  'company',
  'jobcentre',
  'institution',
  'adviser',
  'monitor',
  'young-person',
  'data-protection-officer',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling, from a checked token. */
export interface Actor {
  /** The program that calls, as its issuer names it. */
  readonly clientId: string;
  /** Who sits behind it: the person where a person logged in, else the client again. Goes into the read log. */
  readonly subject: string;
  readonly role: Role;
  /** The id in `/systems/{systemId}/reporters/{reporter}`: the client id, with a slash in it escaped. */
  readonly systemId: string;
  /** Whom it may speak for; empty where it only asks. */
  readonly reporters: readonly string[];
  /** Four digits, for those who act for a municipality. */
  readonly municipality?: string;
  /** On whose behalf it looks: the read log's organisation. */
  readonly organisation: string;
}

/** The `source` of a report this actor sends for a reporter; the identity of a report is (source, sender's id). */
export function sourceOfActor(actor: Pick<Actor, 'systemId'>, reporter: string): string {
  return `/systems/${actor.systemId}/reporters/${reporter}`;
}
