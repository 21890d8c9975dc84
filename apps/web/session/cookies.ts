import { Inject, Injectable } from '@nestjs/common';
import { parse, serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WEB_SETTINGS, type WebSettings } from '../web-settings.ts';

/** `session`: the session's id. `sign-in`: the secret of a sign-in that has begun. */
export type CookieName = 'session' | 'sign-in';

const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|localhost)$/;

/**
 * Cookies that no script reads, no other site's form sends and no other host can set: `__Host-` with Secure. Only a
 * service on this machine without TLS has them without either, since not every browser keeps them there.
 */
@Injectable()
export class Cookies {
  readonly #secure: boolean;

  constructor(@Inject(WEB_SETTINGS) { publicUrl }: WebSettings) {
    const { protocol, hostname } = new URL(publicUrl);
    this.#secure = protocol === 'https:' || !LOOPBACK.test(hostname);
  }

  find(request: FastifyRequest, name: CookieName): string | undefined {
    return parse(request.headers.cookie ?? '')[this.#named(name)];
  }

  /** @param maxAge in seconds; undefined: until the browser ends */
  set(reply: FastifyReply, name: CookieName, value: string, maxAge?: number): void {
    const age = maxAge === undefined ? {} : { maxAge };
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure, ...age } as const;
    // Fastify adds each Set-Cookie to those before it.
    void reply.header('set-cookie', serialize(this.#named(name), value, options));
  }

  drop(reply: FastifyReply, name: CookieName): void {
    this.set(reply, name, '', 0);
  }

  #named(name: CookieName): string {
    return `${this.#secure ? '__Host-' : ''}ungestatus-${name}`;
  }
}
