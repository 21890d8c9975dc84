/** Joins reporter and enrolment id: two reporters may use the same id for different enrolments. */
export function enrolmentKey(reporter: string, enrolmentId: string): string {
  return `${reporter}/${enrolmentId}`;
}
