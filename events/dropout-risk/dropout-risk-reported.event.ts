export const RISK_LEVELS = ['red', 'yellow', 'green'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Stored format: add a version, never edit. `assessor` is a person's name: sealed in the log. No free text. */
export class DropoutRiskReportedV1 {
  enrolmentId!: string;
  assessedOn!: string;
  /** Missing means red. */
  level?: RiskLevel;
  assessor!: string;
}
