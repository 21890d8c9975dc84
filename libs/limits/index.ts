export { CLIENT_LIMITS, ClientLimits, type Limits, NO_LIMITS, type Rate } from './client-limits.ts';
export { Limited, limitCalls } from './limit-calls.ts';
