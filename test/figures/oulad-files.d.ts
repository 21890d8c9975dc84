export interface Registration {
  presentation: string;
  student: string;
  /** Days. */
  length: number;
  result: string;
  /** Days from the start of the course. */
  registered: number | null;
  left: number | null;
}
export function ouladFolder(environment?: NodeJS.ProcessEnv): string;
export function readRegistrations(folder: string): Registration[];
