import iconv from 'iconv-lite';

/** UTF-16LE without a byte order mark has a zero byte after the first Latin letter of the header. */
function guessEncoding(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] !== 0 && start[1] === 0 && start.length > 1) return 'utf-16le';
  return 'utf-8';
}

export function isKnownEncoding(encoding: string): boolean {
  return encoding === 'auto' || iconv.encodingExists(encoding);
}

/** Decodes bytes chunk by chunk and drops a byte order mark. Bytes that are no text become U+FFFD. */
export async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  let decoder: { write(chunk: Buffer): string; end(): string | undefined } | undefined;
  for await (const chunk of chunks) {
    decoder ??= iconv.getDecoder(encoding === 'auto' ? guessEncoding(chunk) : encoding);
    onBytes(chunk.length);
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text !== '') yield text;
  }
  const rest = decoder?.end();
  if (rest !== undefined && rest !== '') yield rest;
}
