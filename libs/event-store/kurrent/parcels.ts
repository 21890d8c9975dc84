import type { ChainedEvent } from '../append.ts';
import type { StreamState } from './client.ts';

/** The events to append to one stream, all or none. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: StreamState;
  readonly events: readonly ChainedEvent[];
  readonly bytes: number;
}

/** Streams that are sent to the server in one call. */
export type Parcel = readonly StreamAppend[];

/**
 * Half of a server's default limit per append (MaxAppendSize, 1 MiB). The other half allows for the server's other way
 * of counting.
 */
const PARCEL_BYTES = 512 * 1024;
const PARCEL_STREAMS = 500;
/** Bytes of ids, digests and names around each event's own text. */
const AROUND_EACH = 700;

/** Groups the events by stream, in the order in which the streams first appear. */
export function byStream(events: readonly ChainedEvent[]): StreamAppend[] {
  const streams = new Map<string, ChainedEvent[]>();
  for (const one of events) {
    const held = streams.get(one.event.stream);
    if (held) held.push(one);
    else streams.set(one.event.stream, [one]);
  }
  return [...streams].map(([stream, of]) => {
    const before = (of[0]?.event.version ?? 1) - 1;
    const bytes = of.reduce((sum, one) => sum + sizeOf(one), 0);
    return { stream, expected: before === 0 ? 'no_stream' : BigInt(before - 1), events: of, bytes };
  });
}

function sizeOf({ event, dataText, metaText }: ChainedEvent): number {
  const sealed = event.sealed === null ? 0 : Math.ceil(event.sealed.length / 3) * 4;
  return (
    Buffer.byteLength(dataText) +
    Buffer.byteLength(metaText) +
    Buffer.byteLength(event.source) +
    Buffer.byteLength(event.senderId) +
    sealed +
    AROUND_EACH
  );
}

/** Packs the appends into as few calls as the server's limits allow. */
export function toParcels(appends: readonly StreamAppend[]): Parcel[] {
  const parcels: StreamAppend[][] = [];
  let bytes = 0;
  for (const append of appends) {
    const last = parcels.at(-1);
    if (last && last.length < PARCEL_STREAMS && bytes + append.bytes <= PARCEL_BYTES) last.push(append);
    else {
      parcels.push([append]);
      bytes = 0;
    }
    bytes += append.bytes;
  }
  return parcels;
}

export function inHalves(parcel: Parcel): Parcel[] {
  const half = Math.ceil(parcel.length / 2);
  return [parcel.slice(0, half), parcel.slice(half)];
}
