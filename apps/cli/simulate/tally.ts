import type { IncomingType } from '#events/incoming';

/** Number of reports of each type. */
export class Tally {
  private readonly counts = new Map<IncomingType, number>();
  private readonly seen = new Set<number>();

  add(type: IncomingType, index: number): void {
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    this.seen.add(index);
  }

  get persons(): number {
    return this.seen.size;
  }

  get events(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  print(): void {
    for (const [type, count] of [...this.counts].sort((a, b) => b[1] - a[1]))
      console.log(`${String(count).padStart(12)}  ${type}`);
  }
}
