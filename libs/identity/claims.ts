import type { JWTPayload } from 'jose';
import { type Actor, ROLES, type Role } from './actor.ts';
import { InvalidToken } from './invalid-token.ts';

// A reporter becomes a part of the report's source path, where a slash could make it look like another system's.
const REPORTER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const MUNICIPALITY = /^\d{4}$/;
// Control, directional and invisible characters, and lone surrogates: PostgreSQL cannot store some of them, and an
// access log with the others would show another name than the stored one.
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * The caller described by checked claims.
 * @throws InvalidToken if the claims do not identify a caller
 */
export function actorFrom(claims: JWTPayload): Actor {
  const clientId = textClaim(claims, 'client_id') ?? textClaim(claims, 'azp') ?? textClaim(claims, 'sub');
  if (clientId === undefined) throw new InvalidToken('malformed');
  const role = roleFrom(claims['role']);
  const reporters = reportersFrom(claims['reporters']);
  const municipality = municipalityFrom(claims['municipality']);
  if (role === 'adviser' && municipality === undefined) throw new InvalidToken('no-municipality');
  return {
    clientId,
    subject: textClaim(claims, 'sub') ?? clientId,
    role,
    systemId: encodeURIComponent(clientId),
    reporters,
    ...(municipality === undefined ? {} : { municipality }),
    organisation: textClaim(claims, 'organisation') ?? organisationFrom(role, municipality, reporters, clientId),
  };
}

function textClaim(claims: JWTPayload, name: string): string | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '' || value.length > 200 || UNWRITABLE.test(value))
    throw new InvalidToken('malformed');
  return value;
}

function roleFrom(value: unknown): Role {
  const role = ROLES.find((known) => known === value);
  if (role === undefined) throw new InvalidToken('no-role');
  return role;
}

function reportersFrom(value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new InvalidToken('malformed');
  return value.map((reporter: unknown) => {
    if (typeof reporter !== 'string' || !REPORTER.test(reporter)) throw new InvalidToken('malformed');
    return reporter;
  });
}

function municipalityFrom(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !MUNICIPALITY.test(value)) throw new InvalidToken('malformed');
  return value;
}

function organisationFrom(
  role: Role,
  municipality: string | undefined,
  reporters: readonly string[],
  clientId: string,
): string {
  if (role === 'adviser' && municipality !== undefined) return `municipality-${municipality}`;
  const [only, ...more] = reporters;
  return only !== undefined && more.length === 0 ? only : clientId;
}
