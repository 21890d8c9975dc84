import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** For specs: an issuer on a real port that signs any claims, can be away, and counts its requests. */
export class ScriptedIssuer {
  asked = 0;
  /** The issuer named in the discovery document; undefined: its own address. */
  namedIssuer: string | undefined;
  /** Accepts calls and answers none. */
  silent = false;
  url = '';
  #port = 0;
  #server: Server | undefined;
  #privateKey: CryptoKey | undefined;
  #publicJwk: JWK = {};
  #olderJwks: readonly JWK[] = [];

  static async start(): Promise<ScriptedIssuer> {
    const issuer = new ScriptedIssuer();
    await issuer.changeKey('key-1');
    await issuer.comeBack();
    issuer.url = `http://127.0.0.1:${issuer.#port}`;
    return issuer;
  }

  /** Signs with, and publishes, only a new key from now on. Without an id: as issuers with a single key do. */
  async changeKey(kid: string | undefined): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    this.#privateKey = privateKey;
    this.#publicJwk = {
      ...(await exportJWK(publicKey)),
      ...(kid === undefined ? {} : { kid }),
      alg: 'ES256',
      use: 'sig',
    };
    this.#olderJwks = [];
  }

  /** Signs with a new key and still publishes the previous one. */
  async addKey(kid: string | undefined): Promise<void> {
    const before = this.#publicJwk;
    await this.changeKey(kid);
    this.#olderJwks = [before];
  }

  get publicJwk(): JWK {
    return this.#publicJwk;
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  /** Listens again, on the same port as before. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => {
      this.asked += 1;
      if (this.silent) return;
      const body =
        request.url === '/jwks'
          ? { keys: [...this.#olderJwks, this.#publicJwk] }
          : { issuer: this.namedIssuer ?? this.url, jwks_uri: `${this.url}/jwks` };
      response.setHeader('content-type', 'application/json').setHeader('connection', 'close').end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** An `Authorization` header with exactly these claims; times are seconds since 1970. */
  async bearer(claims: JWTPayload, key = this.#privateKey, kid = this.#publicJwk.kid ?? ''): Promise<string> {
    return this.bearerWith({ kid }, claims, key);
  }

  /** The same with a given head. */
  async bearerWith(
    head: { readonly kid?: string; readonly typ?: string },
    claims: JWTPayload,
    key = this.#privateKey,
  ): Promise<string> {
    if (key === undefined) throw new Error('The issuer has not started');
    return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', ...head }).sign(key)}`;
  }
}
