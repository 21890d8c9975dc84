const HOUR_MILLISECONDS = 3_600_000;

/**
 * An allowance of each subject within an hour of the clock, in this process. A call takes it beforehand and returns the
 * unused part, so that simultaneous calls cannot exceed the limit together.
 */
export class HourlyAllowance {
  private hour = -1;
  private readonly used = new Map<string, number>();

  /** @returns undefined if it was taken, else the seconds to wait */
  take(subject: string, count: number, most: number, now: Date): number | undefined {
    this.turnTo(now);
    const used = this.used.get(subject) ?? 0;
    if (used + count > most)
      return Math.max(1, Math.ceil(((this.hour + 1) * HOUR_MILLISECONDS - now.getTime()) / 1_000));
    this.used.set(subject, used + count);
    return undefined;
  }

  giveBack(subject: string, count: number, now: Date): void {
    this.turnTo(now);
    this.used.set(subject, Math.max(0, (this.used.get(subject) ?? 0) - count));
  }

  private turnTo(now: Date): void {
    const hour = Math.floor(now.getTime() / HOUR_MILLISECONDS);
    if (hour === this.hour) return;
    this.hour = hour;
    this.used.clear();
  }
}
