import { Day, MunicipalityCode, Person, PersonRef } from '../fields.ts';

/** Stored format: add a version, never edit. */
export class ResidenceChangedV1 {
  @Person()
  person!: PersonRef;

  @MunicipalityCode()
  municipality!: string;

  @Day()
  from!: string;
}
