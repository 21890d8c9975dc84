import { presentId } from '#events/model/spelling';
import type { RecordedEvent } from '#libs/event-store';
import { eventIdOf } from '../check/sent-report.ts';

/** Whether an event's id was stored before ids were normalised. */
export function isSpelledOtherwise({ senderId }: RecordedEvent): boolean {
  return presentId(senderId) !== senderId;
}

/** The id that the event would have if it were sent now. */
export function presentEventId({ source, senderId }: RecordedEvent): string {
  return eventIdOf(source, presentId(senderId));
}

/**
 * The event id of a report whose sender's id was stored decomposed (NFD).
 * @returns undefined if decomposing does not change the id
 */
export function eventIdInPieces(source: string, senderId: string): string | undefined {
  const pieces = senderId.normalize('NFD');
  return pieces === senderId ? undefined : eventIdOf(source, pieces);
}
