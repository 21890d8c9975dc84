import { About } from '#libs/validation';
import { Day } from '../model/fields.ts';
import { SystemId } from './fields.ts';

/** The reporter is the one of the source. Stored format: add a version, never edit. */
export class SystemEndedV1 {
  @About('The system that reported for the reporter.', 'sa-nord')
  @SystemId()
  system!: string;

  @About('The last day of the connection.', '2026-12-31')
  @Day()
  lastDay!: string;
}
