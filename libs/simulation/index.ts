export { civilPerson as personOf } from './civil-person.ts';
export { lifeOf, type Life } from './life.ts';
export { OrderOfArrival } from './order-of-arrival.ts';
export {
  DEFAULT_UNTIL,
  DEFAULT_YEARS,
  prepareRun,
  type Run,
  type SimulationOptions,
  SimulationRefused,
} from './run.ts';
export { sendersOf, type SimulatedSender } from './reporter.ts';
export type { SimulatedReport } from './simulated-report.ts';
export { dayText, instantText } from './day-number.ts';
export { checkedOf, cloudEventOf } from './as-sent.ts';
export { ENROLMENT_HEADER, enrolmentRows } from './enrolment-rows.ts';
export { ENROLMENT_PROFILE } from './enrolment-profile.ts';
