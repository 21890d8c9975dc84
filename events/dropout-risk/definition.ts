import { onOwnEnrolment } from '../model/conditions.ts';
import { report, sealedReport } from '../model/definition.ts';
import { NOTIFICATION_DUTY } from '../model/laws.ts';
import { DropoutRiskReportedV1 } from './dropout-risk-reported.event.ts';
import { DropoutRiskWithdrawnV1 } from './dropout-risk-withdrawn.event.ts';

export const dropoutRiskDefinitions = {
  'dropout-risk-reported.v1': sealedReport(DropoutRiskReportedV1, ['assessor'], {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.assessedOn,
    readBy: ['education-status', 'missing-reports'],
    law: NOTIFICATION_DUTY,
    title: ['Frafaldstruet', 'Drop-out risk reported'],
    about: ['Skolen vurderer risikoen for frafald.', 'The school assesses the risk of dropping out.'],
  }),
  'dropout-risk-withdrawn.v1': report(DropoutRiskWithdrawnV1, {
    from: ['institution'],
    needs: onOwnEnrolment,
    on: (data) => data.withdrawnOn,
    readBy: ['education-status', 'missing-reports'],
    title: ['Ikke længere frafaldstruet', 'Drop-out risk withdrawn'],
    about: ['Risikoen er væk fra dagen.', 'The risk is gone from the day.'],
  }),
};
