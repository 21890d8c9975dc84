import { type CorrectionLine, PROJECTION_NAMES } from '../model/definition.ts';
import type { ReporterKind } from '../model/source.ts';
import { ReportCorrectedV1 } from './report-corrected.event.ts';
import { ReportWithdrawnV1 } from './report-withdrawn.event.ts';

/** Every sender may correct and withdraw its own reports. */
const SENDERS: readonly ReporterKind[] = [
  'institution',
  'municipality',
  'jobcentre',
  'company',
  'cpr',
  'income-register',
];

interface CorrectionLines {
  readonly 'report-corrected.v1': CorrectionLine<ReportCorrectedV1>;
  readonly 'report-withdrawn.v1': CorrectionLine<ReportWithdrawnV1>;
}

/** Reports about reports: they can change everything that the report they refer to can change. */
export const correctionDefinitions: CorrectionLines = {
  'report-corrected.v1': {
    data: ReportCorrectedV1,
    from: SENDERS,
    on: (_, receivedOn) => receivedOn,
    readBy: PROJECTION_NAMES,
    title: ['Indberetning rettet', 'Report corrected'],
    about: ['En tidligere indberetning får nyt, fuldt indhold.', 'An earlier report gets new, full content.'],
  },
  'report-withdrawn.v1': {
    data: ReportWithdrawnV1,
    from: SENDERS,
    on: (_, receivedOn) => receivedOn,
    readBy: PROJECTION_NAMES,
    title: ['Indberetning trukket tilbage', 'Report withdrawn'],
    about: ['En tidligere indberetning gælder ikke mere.', 'An earlier report no longer holds.'],
  },
};
