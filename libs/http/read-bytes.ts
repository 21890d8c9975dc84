import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ProblemError } from '#libs/problems';

/** Limits of a body in bytes, packed or not. */
export interface ByteRule {
  readonly mostBytes: number;
  readonly gzip: boolean;
}

const unpack = promisify(gunzip);
/** Each piece costs a switch between threads: the library's own 16 KiB would need a thousand for a large batch. */
const UNPACKED_PIECE = 256 * 1024;

/**
 * Reads and unpacks the body of a call. Never keeps more in memory than the rule allows.
 * @throws ProblemError `unsupported-media-type` for another coding, `body-too-large`, `malformed-json` for a body cut
 * off or not gzip
 */
export async function readBytes(request: IncomingMessage, { mostBytes, gzip }: ByteRule): Promise<Buffer> {
  const packed = isPacked(request.headers['content-encoding'], gzip);
  const bytes = await received(request, mostBytes);
  if (!packed) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: mostBytes, chunkSize: Math.min(UNPACKED_PIECE, mostBytes) });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(mostBytes)
      : new ProblemError('malformed-json', { detail: 'not gzip' });
  }
}

/** One coding or none, in any case; `x-gzip` is another name for gzip (RFC 9110, 8.4.1.3). */
function isPacked(coding: string | undefined, gzip: boolean): boolean {
  const name = coding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return false;
  if (gzip && (name === 'gzip' || name === 'x-gzip')) return true;
  throw new ProblemError('unsupported-media-type', {
    detail: gzip ? 'Content-Encoding: gzip or none' : 'Content-Encoding: none',
  });
}

function received(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > mostBytes) throw tooLarge(mostBytes);
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const settle = (act: () => void) => () => {
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      act();
    };
    const onEnd = settle(() => resolve(Buffer.concat(pieces, bytes)));
    const onGone = settle(() => reject(new ProblemError('malformed-json', { detail: 'the body was cut off' })));
    const onLarge = settle(() => reject(tooLarge(mostBytes)));
    const onData = (piece: Buffer): void => {
      bytes += piece.length;
      if (bytes > mostBytes) onLarge();
      else pieces.push(piece);
    };
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

function tooLarge(mostBytes: number): ProblemError {
  return new ProblemError('body-too-large', { detail: `at most ${mostBytes} bytes, unpacked` });
}
