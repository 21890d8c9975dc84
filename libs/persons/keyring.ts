import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const POOL_BYTES = 8_192;
let pool = Buffer.alloc(0);

/**
 * Random bytes, drawn from the system in blocks: drawn one by one they cost a fifth of a batch's time. Never returns
 * the same bytes twice.
 */
function freshBytes(count: number): Buffer {
  if (pool.length < count) pool = randomBytes(POOL_BYTES);
  const bytes = Buffer.from(pool.subarray(0, count));
  pool.fill(0, 0, count);
  pool = pool.subarray(count);
  return bytes;
}

/**
 * Encrypts by AES-256-GCM: nonce, tag, ciphertext. Authenticates `context`: sealed text that is moved elsewhere does
 * not open.
 */
export function seal(key: Buffer, context: string, text: string): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws if the key, the context or the sealed text is not the original one */
export function unseal(key: Buffer, context: string, sealed: Buffer): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  // Without the length, Node also accepts a tag cut to 4 bytes.
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * The keys derived from the one master key (docs/adr/0004): separate ones for look-up, wrapping and content digests.
 */
export class Keyring {
  private readonly lookupKey: Buffer;
  private readonly wrapKey: Buffer;
  private readonly digestKey: Buffer;
  /** Keys of the fixed noise on published figures: the persons' secret numbers, and the noise of their sums. */
  readonly noiseKeys: { readonly numbers: Buffer; readonly noise: Buffer };

  /** @param masterKey 32 random bytes from the environment or a key service */
  constructor(masterKey: Buffer) {
    if (masterKey.length !== 32) throw new RangeError('the master key must be 32 bytes');
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'ungestatus', purpose, 32));
    this.lookupKey = derive('civil-number-lookup');
    this.wrapKey = derive('data-key-wrapping');
    this.digestKey = derive('content-digest');
    this.noiseKeys = { numbers: derive('figure-secret-numbers'), noise: derive('figure-noise') };
  }

  /** The look-up value of a civil number; discloses nothing without the master key. */
  lookupOf(civilNumber: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(civilNumber).digest();
  }

  /** Keyed digest of the content of a report: low-entropy fields cannot be guessed from it. */
  digestOf(text: string): Buffer {
    return createHmac('sha256', this.digestKey).update(text).digest();
  }

  newDataKey(): Buffer {
    return freshBytes(32);
  }

  wrap(person: string, dataKey: Buffer): Buffer {
    return seal(this.wrapKey, `key:${person}`, dataKey.toString('base64'));
  }

  unwrap(person: string, wrapped: Buffer): Buffer {
    return Buffer.from(unseal(this.wrapKey, `key:${person}`, wrapped), 'base64');
  }
}
