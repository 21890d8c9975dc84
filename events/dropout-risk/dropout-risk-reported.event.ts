import { About, OneOf } from '#libs/validation';
import { Day, Optional, Person, PersonName, PersonRef, SenderId } from '../model/fields.ts';

export const RISK_LEVELS = ['red', 'yellow', 'green'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Stored format: add a version, never edit. `assessor` is a person's name and is sealed in the log. No free text. */
export class DropoutRiskReportedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment at risk.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('The day it was assessed.', '2026-11-18')
  @Day()
  assessedOn!: string;

  /** Missing means red. */
  @About('How grave; missing means red, green ends the risk.', 'red')
  @Optional()
  @OneOf(RISK_LEVELS)
  level?: RiskLevel;

  @About('Who assessed it; kept sealed.', 'Bo Lind')
  @PersonName()
  assessor!: string;
}
