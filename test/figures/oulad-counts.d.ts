import type { Registration } from './oulad-files.js';

export type OuladStatus = 'enrolled' | 'awaiting-start' | 'completed' | 'interrupted' | 'unknown';
export interface Enrolment {
  /** Day numbers. */
  start: number;
  last: number;
  withoutEnd: number;
  outcome: OuladStatus;
  neverStarted: boolean;
}
export type Students = Map<string, Enrolment[]>;
export const DATES: readonly string[];
export const STATUSES: readonly OuladStatus[];
export function dayNumber(day: string): number;
export function toEnrolment(registration: Registration): Enrolment;
export function groupByStudent(registrations: readonly Registration[]): Students;
export function statusOn(enrolments: readonly Enrolment[], day: number): OuladStatus;
export function countsOn(students: Students, date: string): Record<OuladStatus, number>;
export function sabotage(students: Students, kind: 'shift' | 'drop'): Students;
