export { CLIENT_LIMITS, ClientLimits, type Limits, type Rate } from './client-limits.ts';
export { Limited, limitCalls } from './limit-calls.ts';
