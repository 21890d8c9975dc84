import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

const MEBIBYTE = 1024 * 1024;
const brackets = Buffer.concat([Buffer.alloc(7_000_000, '['), Buffer.alloc(7_000_000, ']')]);
const spread = (body: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(body.length / 65_536) }, (_, at) => body.subarray(at * 65_536, (at + 1) * 65_536));

export interface HostileBody {
  readonly what: string;
  readonly body: readonly Buffer[];
  readonly encoding?: string;
  readonly chunked?: boolean;
}

/** Bodies that cost their sender little and a careless reader much. */
export const HOSTILE_BODIES: readonly HostileBody[] = [
  { what: 'seven million brackets, gzipped', body: [gzipSync(brackets)], encoding: 'gzip' },
  { what: 'the same, deflated', body: [deflateSync(brackets)], encoding: 'deflate' },
  { what: 'the same, by Brotli', body: [brotliCompressSync(brackets)], encoding: 'br' },
  { what: 'gzipped twice', body: [gzipSync(gzipSync(Buffer.alloc(256 * MEBIBYTE, '[')))], encoding: 'gzip, gzip' },
  { what: '256 MiB of blanks, gzipped', body: [gzipSync(Buffer.alloc(256 * MEBIBYTE, ' '))], encoding: 'gzip' },
  { what: 'brackets as they are', body: spread(brackets) },
  { what: 'a number of sixteen million digits', body: spread(Buffer.alloc(16 * MEBIBYTE, '1')) },
  {
    what: 'a text of sixteen million digits',
    body: spread(Buffer.concat([Buffer.from('"'), Buffer.alloc(16 * MEBIBYTE - 2, '1'), Buffer.from('"')])),
  },
  {
    what: 'an object of a million names',
    body: spread(Buffer.from(`{${Array.from({ length: 1_000_000 }, (_, at) => `"a${at}":1`).join()}}`)),
  },
  { what: 'one name a million times', body: spread(Buffer.from(`{${'"cpr":"1",'.repeat(1_000_000)}"cpr":"1"}`)) },
  { what: 'no text', body: spread(Buffer.alloc(8 * MEBIBYTE, 0xff)) },
  { what: 'twenty MiB by chunks', body: spread(Buffer.alloc(20 * MEBIBYTE, ' ')), chunked: true },
];
