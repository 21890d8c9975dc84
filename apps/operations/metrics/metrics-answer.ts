import { text } from '#libs/contract';

export const metricsSchema = text('Prometheus text.', 'ungestatus_database_up 1');
