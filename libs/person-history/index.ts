export {
  allHistories,
  knownAfter,
  knownAt,
  loadHistories,
  loadOwnReports,
  personsRegisteredBy,
  toPersonEvent,
} from './load.ts';
export { isTakenBackSince, withoutWithdrawn } from './taken-back.ts';
