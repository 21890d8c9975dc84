import type { Adapter, AdapterPayload } from 'oidc-provider';

const MOST_KEPT = 10_000;

/**
 * Stores the used assertions of private_key_jwt and the sign-ins in progress until they expire. Tokens are JWTs and
 * stored nowhere. Memory is enough for one sandbox process; after a restart, assertions used in the last minutes could
 * be used again.
 */
export class IssuerMemory implements Adapter {
  readonly #kept = new Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>();

  async upsert(id: string, payload: AdapterPayload, expiresIn = 3600): Promise<void> {
    this.#dropExpired();
    // Strangers may begin sign-ins: the oldest goes.
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(id, { payload, expiresAt: Date.now() + expiresIn * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    this.#dropExpired();
    return this.#kept.get(id)?.payload;
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    this.#dropExpired();
    return [...this.#kept.values()].find(({ payload }) => payload.uid === uid)?.payload;
  }

  /** A code that is redeemed a second time is refused, and what it gave is revoked. */
  async consume(id: string): Promise<void> {
    const found = this.#kept.get(id);
    if (found !== undefined) found.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
  }

  async findByUserCode(): Promise<undefined> {}

  #dropExpired(): void {
    const now = Date.now();
    for (const [id, { expiresAt }] of this.#kept) if (expiresAt <= now) this.#kept.delete(id);
  }
}
