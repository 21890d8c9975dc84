import type { IncomingMessage } from 'node:http';

/** Most bytes to drain. A sender that is still sending sees no answer if the connection ends first. */
const MOST_DRAINED_BYTES = 32 * 1024 * 1024;
const MOST_DRAINED_MS = 5_000;

/**
 * Reads and discards the rest of an unread body.
 * @returns false if it was too large or too slow
 */
export async function drain(request: IncomingMessage): Promise<boolean> {
  if (!hasBody(request) || request.readableEnded || request.destroyed) return true;
  return new Promise((resolve) => {
    let bytes = 0;
    const settle = (whole: boolean) => () => {
      clearTimeout(late);
      request.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onEnd);
      resolve(whole);
    };
    const onEnd = settle(true);
    const giveUp = settle(false);
    const late = setTimeout(giveUp, MOST_DRAINED_MS);
    const onData = (piece: Buffer): void => {
      bytes += piece.length;
      if (bytes > MOST_DRAINED_BYTES) giveUp();
    };
    request.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd).resume();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
