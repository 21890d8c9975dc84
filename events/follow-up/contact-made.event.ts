import type { Code } from '../stored.ts';

/** Stored format: add a version, never edit. */
export class ContactMadeV1 {
  on!: string;
  channel!: Code;
  guardianInvolved!: boolean;
}
