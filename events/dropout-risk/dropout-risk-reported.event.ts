import { OneOf } from '#libs/validation';
import { Day, Optional, Person, PersonName, PersonRef, SenderId } from '../fields.ts';

export const RISK_LEVELS = ['red', 'yellow', 'green'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Stored format: add a version, never edit. `assessor` is a person's name: sealed in the log. No free text. */
export class DropoutRiskReportedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  assessedOn!: string;

  /** Missing means red. */
  @Optional()
  @OneOf(RISK_LEVELS)
  level?: RiskLevel;

  @PersonName()
  assessor!: string;
}
