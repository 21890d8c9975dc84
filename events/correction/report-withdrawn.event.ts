import type { Code } from '../stored.ts';
import type { ReportReference } from './report-corrected.event.ts';

/** Stored format: add a version, never edit. */
export class ReportWithdrawnV1 {
  withdraws!: ReportReference;
  reason!: Code;
}
