import { About, OneOf } from '#libs/validation';
import { Day, Optional } from '../model/fields.ts';
import { EventTypes, SystemId } from './fields.ts';

/** The three steps of a connection: the reporter asks, the operator checks the vendor, the reporter confirms. */
export const CONNECTION_STEPS = ['asked', 'checked', 'confirmed'] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

/** How reports leave the source system. */
export const INTAKE_MODES = ['automatic', 'semi-automatic', 'manual'] as const;
export type IntakeMode = (typeof INTAKE_MODES)[number];

/** The reporter is the one of the source. Stored format: add a version, never edit. */
export class SystemConnectedV1 {
  @About('The system that reports for the reporter.', 'sa-nord')
  @SystemId()
  system!: string;

  @About('Which of the three steps: asked and confirmed are stated by the reporter, checked by the operator.', 'asked')
  @OneOf(CONNECTION_STEPS)
  step!: ConnectionStep;

  @About('The event types it reports; left out: all.', ['enrolment-registered.v1', 'education-interrupted.v1'])
  @Optional()
  @EventTypes()
  types?: readonly string[];

  @About('The first day of the connection.', '2026-08-01')
  @Day()
  from!: string;

  @About('The last day, if it is known.', '2028-07-31')
  @Optional()
  @Day()
  until?: string;

  @About('How reports leave the system.', 'automatic')
  @OneOf(INTAKE_MODES)
  intakeMode!: IntakeMode;
}
