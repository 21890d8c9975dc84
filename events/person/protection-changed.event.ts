import { About, OneOf } from '#libs/validation';
import { Day, Optional, Person, PersonRef } from '../model/fields.ts';

/** The civil register's name-and-address protection (CPR-loven § 28); `none` ends it. */
export const PROTECTION_KINDS = ['name-and-address', 'none'] as const;
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

/** Holds from the day it is received. Stored format: add a version, never edit. */
export class ProtectionChangedV1 {
  @Person()
  person!: PersonRef;

  @About('`name-and-address`: under protection; `none`: no longer.', 'name-and-address')
  @OneOf(PROTECTION_KINDS)
  kind!: ProtectionKind;

  /** The last day; if missing, until the register reports otherwise. */
  @About('The last day; missing: until the register says otherwise.', '2027-11-30')
  @Optional()
  @Day()
  until?: string;
}
