interface Entry {
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
}

export function checksum(entries: readonly Entry[]): string;

/** Throws unless a contender kept exactly the given events: none lost, none twice, each in its place. */
export function expectSame(name: string, kept: readonly Entry[], given: readonly Entry[]): void;
