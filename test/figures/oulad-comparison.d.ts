export interface Compared {
  date: string;
  status: string;
  expected: number;
  answered: unknown;
  agrees: boolean;
}
type ByDate = ReadonlyMap<string, Readonly<Record<string, unknown>>>;
export function compare(expectedByDate: ByDate, answeredByDate: ByDate): Compared[];
export function table(comparison: readonly Compared[]): string;
