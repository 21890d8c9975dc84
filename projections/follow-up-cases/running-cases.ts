import { STILL_KNOWN } from '#libs/bitemporal';

/** SQL of the running cases as known now, for a statement that marks their persons; a condition may follow. */
export const RUNNING_CASES = `follow_up.cases where known_to = ${STILL_KNOWN} and state in ('open', 'breached')`;
