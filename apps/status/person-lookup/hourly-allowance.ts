const HOUR_MILLISECONDS = 3_600_000;

/**
 * How much each subject may use within an hour of the clock, in this process. Taken beforehand and given back for what was
 * not used, so that calls at the same time cannot pass the limit together.
 */
export class HourlyAllowance {
  private hour = -1;
  private readonly used = new Map<string, number>();

  /** @returns seconds to wait if it is too much; undefined if it was taken */
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
