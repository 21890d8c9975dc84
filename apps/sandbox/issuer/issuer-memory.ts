import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * Stores the used assertions of private_key_jwt until they expire. Tokens are JWTs and stored nowhere. Memory is enough
 * for one sandbox process; after a restart, assertions used in the last minutes could be used again.
 */
export class IssuerMemory implements Adapter {
  readonly #kept = new Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>();

  async upsert(id: string, payload: AdapterPayload, expiresIn = 3600): Promise<void> {
    this.#dropExpired();
    this.#kept.set(id, { payload, expiresAt: Date.now() + expiresIn * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    this.#dropExpired();
    return this.#kept.get(id)?.payload;
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}

  #dropExpired(): void {
    const now = Date.now();
    for (const [id, { expiresAt }] of this.#kept) if (expiresAt <= now) this.#kept.delete(id);
  }
}
