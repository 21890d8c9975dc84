/** Stored format: add a version, never edit. */
export class ResidenceChangedV1 {
  municipality!: string;
  from!: string;
}
