import { OneOf } from '#libs/validation';
import { Day, Optional, Person, PersonRef } from '../fields.ts';

/** The civil register's name-and-address protection (CPR-loven § 28); `none` ends it. */
export const PROTECTION_KINDS = ['name-and-address', 'none'] as const;
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

/** Holds from the day it is received. Stored format: add a version, never edit. */
export class ProtectionChangedV1 {
  @Person()
  person!: PersonRef;

  @OneOf(PROTECTION_KINDS)
  kind!: ProtectionKind;

  /** Last day; missing: until the register says otherwise. */
  @Optional()
  @Day()
  until?: string;
}
