import { About } from '#libs/validation';
import { Day, MunicipalityCode, Person, PersonRef } from '../model/fields.ts';

/** Stored format: add a version, never edit. */
export class ResidenceChangedV1 {
  @Person()
  person!: PersonRef;

  @About('The municipality of residence.', '0751')
  @MunicipalityCode()
  municipality!: string;

  @About('The first day there.', '2026-09-01')
  @Day()
  from!: string;
}
