import { setTimeout as pause } from 'node:timers/promises';
import { WholeNotPossible } from '../store.ts';
import type { KurrentClient } from './client.ts';
import type { KurrentConnection } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';
import { inTurn } from './in-turn.ts';
import { inHalves, type Parcel, type StreamAppend, toParcels } from './parcels.ts';
import { toKurrentEvent } from './record.ts';

export interface Sending {
  readonly connection: KurrentConnection;
  readonly prefix: string;
}

export interface Unsettled {
  readonly append: StreamAppend;
  readonly why: 'conflict' | 'away';
  /** Whether its stream must be read: it holds another writer's event, or perhaps this one. */
  readonly look: boolean;
  readonly cause: unknown;
}

/** The outcome for each stream. */
export interface Sent {
  readonly stored: readonly StreamAppend[];
  readonly unsettled: readonly Unsettled[];
}

/**
 * Pauses before an append without an answer is tried again, in milliseconds: long enough for a dropped connection, not
 * for a stopped server.
 */
const PAUSES = [100, 400];
const AT_ONCE = 8;

/**
 * Appends to every stream at its expected revision: several streams per call if the server supports it (25.1), else
 * one. An append without an answer is tried again; the ids make a repetition harmless.
 * @throws WholeNotPossible nothing was written
 */
export async function sendAppends(sending: Sending, appends: readonly StreamAppend[], whole: boolean): Promise<Sent> {
  const sender = new Sender(sending, whole);
  return joined(await inTurn(whole ? [appends] : toParcels(appends), AT_ONCE, (parcel) => sender.send(parcel)));
}

class Sender {
  /** The failure after which nothing more is sent: the server has stopped answering. */
  private outage: unknown;

  constructor(
    private readonly sending: Sending,
    private readonly whole: boolean,
  ) {}

  async send(parcel: Parcel): Promise<Sent> {
    if (this.outage !== undefined) return unsettled(parcel, 'away', this.outage, () => false);
    const { failure, certain, cause } = await this.attempt(parcel);
    switch (failure) {
      case 'none':
        return { stored: parcel, unsettled: [] };
      case 'conflict': {
        const named = certain ? namedIn(cause, this.sending.prefix, parcel) : undefined;
        return unsettled(parcel, failure, cause, ({ stream }) => named === undefined || stream === named);
      }
      case 'away':
        this.outage = cause;
        return unsettled(parcel, failure, cause, () => true);
      case 'unsupported':
      case 'too-large':
        return this.smaller(parcel, failure, cause);
    }
  }

  private async smaller(parcel: Parcel, failure: 'unsupported' | 'too-large', cause: unknown): Promise<Sent> {
    if (parcel.length === 1) return unsettled(parcel, 'away', cause, () => false);
    if (this.whole) throw new WholeNotPossible(failure === 'too-large' ? failure : 'not-supported');
    const parts = failure === 'too-large' ? inHalves(parcel) : parcel.map((append) => [append]);
    return joined(await inTurn(parts, AT_ONCE, (part) => this.send(part)));
  }

  private async attempt(parcel: Parcel): Promise<{ failure: Failure | 'none'; certain: boolean; cause?: unknown }> {
    const { connection, prefix } = this.sending;
    for (let tried = 0; ; tried += 1) {
      try {
        await connection.call((client) => append(client, prefix, parcel, connection.deadlineMilliseconds));
        return { failure: 'none', certain: true };
      } catch (cause) {
        const failure = cause instanceof Refused ? 'conflict' : failureOf(cause);
        const wait = PAUSES[tried];
        // After a try without an answer, the conflict may be with this very append.
        if (failure !== 'away' || wait === undefined) return { failure, certain: tried === 0, cause };
        await pause(wait);
      }
    }
  }
}

/** A connection string can request that a wrong revision is answered instead of thrown. */
class Refused extends Error {}

async function append(client: KurrentClient, prefix: string, parcel: Parcel, deadline: number): Promise<void> {
  const requests = parcel.map(({ stream, expected, events }) => ({
    streamName: `${prefix}${stream}`,
    expectedState: expected,
    events: events.map(toKurrentEvent),
  }));
  const [only, ...others] = requests;
  if (!only) return;
  if (others.length > 0) return void (await client.multiStreamAppend(requests));
  const { success } = await client.appendToStream(only.streamName, only.events, {
    streamState: only.expectedState,
    deadline,
  });
  if (!success) throw new Refused();
}

function namedIn(cause: unknown, prefix: string, parcel: Parcel): string | undefined {
  const name = (cause as { streamName?: unknown } | null)?.streamName;
  return parcel.find(({ stream }) => name === `${prefix}${stream}`)?.stream;
}

function unsettled(
  parcel: Parcel,
  why: Unsettled['why'],
  cause: unknown,
  look: (append: StreamAppend) => boolean,
): Sent {
  return { stored: [], unsettled: parcel.map((append) => ({ append, why, cause, look: look(append) })) };
}

function joined(parts: readonly Sent[]): Sent {
  return { stored: parts.flatMap(({ stored }) => stored), unsettled: parts.flatMap((part) => part.unsettled) };
}
