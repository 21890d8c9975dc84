import type { Registration } from './oulad-files.js';

export function anomaliesOf(registrations: readonly Registration[]): { what: string; count: number }[];
