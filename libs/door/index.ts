export { acceptChecked, acceptReports, type Call, type CheckedCall, checkCall, type DoorParts } from './accept-reports.ts';
export type { Sender } from './check-report.ts';
export { unsealFields } from './content.ts';
export { eventIdOf } from './sent-report.ts';
