/** The roles that may call. A token with another role, or none, is refused. libs/access decides what each may see. */
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

/** The caller of a request, from a checked token. */
export interface Actor {
  /** The calling program, by its name at the issuer. */
  readonly clientId: string;
  /** The person, if a person logged in, else the client again. Recorded in the access log. */
  readonly subject: string;
  readonly role: Role;
  /** The id in `/systems/{systemId}/reporters/{reporter}`: the client id with slashes escaped. */
  readonly systemId: string;
  /** The reporters that it may report for; empty if it only reads. */
  readonly reporters: readonly string[];
  /** Four digits, for callers that act for a municipality. */
  readonly municipality?: string;
  /** The organisation for which it reads, for the access log. */
  readonly organisation: string;
}
