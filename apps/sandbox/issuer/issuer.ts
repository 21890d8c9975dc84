import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ProblemError, toProblem } from '#libs/problems';
import type { SandboxClient } from './clients.ts';
import { ISSUER_PATHS, issuerConfiguration } from './issuer-configuration.ts';
import { Provider } from './oidc-provider.ts';
import type { PageLinks } from './persona-page.ts';
import { addPersonaRoutes } from './persona-routes.ts';

/** The audience of the sandbox's tokens, unless the service is configured with another. */
export const SANDBOX_AUDIENCE = 'urn:ungestatus:api';

/** An assertion and a few fields. */
const MOST_FORM_BYTES = 16 * 1024;

export interface IssuerOptions {
  /** Address at which callers reach this server, without a path or trailing slash, e.g. `http://127.0.0.1:3000`. */
  readonly issuer: string;
  readonly clients: readonly SandboxClient[];
  /** Secrets and keys are derived from it. */
  readonly masterKey: Buffer;
  /** `aud` of the tokens; an absolute URI. Default SANDBOX_AUDIENCE. */
  readonly audience?: string;
  /** The pages at which people sign in: the address that a sign-in returns to, and what its pages load. */
  readonly pages?: PageLinks & { readonly answerUrl: string };
  /** Receives faults of the issuer itself; callers get `server_error`. */
  readonly onFault?: (fault: Error) => void;
}

/**
 * Serves the sandbox's OpenID issuer on the same server: discovery, keys, token endpoint for client credentials. Call
 * it before the server listens (with Nest: on `adapter.getInstance()`). Tokens are valid for an hour of wall time, also
 * if the sandbox's clock is moved.
 */
export function mountIssuer(fastify: Pick<FastifyInstance, 'register'>, options: IssuerOptions): void {
  const { issuer, clients, masterKey, audience = SANDBOX_AUDIENCE, pages = pagesOf(options) } = options;
  const provider = new Provider(issuer, issuerConfiguration(clients, masterKey, audience, pages.answerUrl));
  provider.proxy = true;
  reportFaults(provider, options.onFault);
  const answer = provider.callback();

  void fastify.register(async (scope) => {
    // The library reads the body itself, so no parser may read it first.
    scope.removeAllContentTypeParsers();
    // Nest's filter does not cover this scope, which is created before it.
    scope.setErrorHandler((error, request, reply) => {
      const { status, headers, body } = toProblem(error, { correlationId: String(request.id), path: request.url });
      void reply.status(status).headers(headers).send(body);
    });
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    addPersonaRoutes(scope, provider, pages);
    for (const [method, url] of [
      ['GET', ISSUER_PATHS.discovery],
      ['GET', ISSUER_PATHS.jwks],
      ['POST', ISSUER_PATHS.token],
      ['GET', ISSUER_PATHS.authorization],
      ['GET', `${ISSUER_PATHS.authorization}/:uid`],
    ] as const) {
      scope.route({
        method,
        url,
        config: { access: 'open', ...(method === 'POST' ? { limit: { kind: 'tokens' } as const } : {}) },
        handler: (request, reply) => {
          refuseLarge(request.headers);
          nameService(request.raw.headers, new URL(issuer));
          forgetSession(request.raw.headers);
          reply.hijack();
          void answer(request.raw, reply.raw);
        },
      });
    }
  });
}

const pagesOf = ({ issuer }: IssuerOptions): NonNullable<IssuerOptions['pages']> => ({
  answerUrl: `${issuer}/log-ind/svar`,
  styles: [],
  icon: '',
});

/** The library builds its addresses from the request: the caller's Host header must not become part of them. */
function nameService(headers: IncomingHttpHeaders, { host, protocol }: URL): void {
  delete headers['x-forwarded-host'];
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers.host = host;
}

/**
 * Drops the issuer's own session cookie: each sign-in begins without one, so that another persona can be chosen. With
 * it the library would send a script to end the session first, which no page here may run.
 */
function forgetSession(headers: IncomingHttpHeaders): void {
  if (headers.cookie !== undefined) headers.cookie = headers.cookie.replace(/(^|;\s*)_session(\.sig)?=[^;]*/g, '');
}

/** The library limits a body while it reads it, but does not decompress, and its error is not one of the registry. */
function refuseLarge(headers: IncomingHttpHeaders): void {
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    throw new ProblemError('unsupported-media-type', { detail: 'Content-Encoding: none' });
  if (Number(headers['content-length'] ?? 0) > MOST_FORM_BYTES)
    throw new ProblemError('body-too-large', { detail: `at most ${MOST_FORM_BYTES} bytes` });
  if (headers['transfer-encoding'] !== undefined)
    throw new ProblemError('body-too-large', { detail: 'Content-Length is needed here' });
}

function reportFaults(provider: Provider, onFault: IssuerOptions['onFault']): void {
  provider.on('server_error', (_context, fault) => onFault?.(fault));
  // Without a listener the library prints them itself, closed connections included.
  (provider as NodeJS.EventEmitter).on('error', (fault: Error) => {
    if (!isDisconnected(fault)) onFault?.(fault);
  });
}

const DISCONNECTED = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

function isDisconnected({ code }: NodeJS.ErrnoException): boolean {
  return code !== undefined && DISCONNECTED.has(code);
}
