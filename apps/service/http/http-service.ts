import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerOtherMethods, answerUnreadable, checkHeads, readBodies } from '#libs/http';
import { admitCalls, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { CLIENT_LIMITS, type ClientLimits, limitCalls } from '#libs/limits';
import { MASTER_KEY } from '#libs/persons';
import { LOGGER, loggedFault, Metrics, observeHttp, TRACING, type Tracing } from '#libs/telemetry';
import type { Logger } from 'pino';
import { SANDBOX_CLIENTS } from '../../sandbox/issuer/clients.ts';
import { mountIssuer } from '../../sandbox/issuer/issuer.ts';
import { tagAnswers } from '../../status/answer-tag.ts';
import { ICON, STYLES } from '../../web/assets/asset-files.ts';
import { SIGN_IN_ANSWER } from '../../web/web-settings.ts';
import { CONFIG, type Config } from '../config.ts';
import { endOpenConnections } from './end-open-connections.ts';
import { refuseAddress } from './refuse-address.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Creates the application; nothing in it has started. */
export function createHttpService(module: Type): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    http: { headersTimeout: 20_000, requireHostHeader: false },
    frameworkErrors: refuseAddress,
    clientErrorHandler: answerUnreadable,
  });
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
}

/** Runs the lifecycle hooks up to the start, then registers the routes. Fastify's hooks hold for later routes only. */
export async function initHttpService(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  observeHttp(fastify, app.get(Metrics), app.get<Tracing>(TRACING));
  checkHeads(fastify);
  endOpenConnections(fastify);
  const noMoreRoutes = answerOtherMethods(fastify);
  admitCalls(fastify, app.get<TokenVerifier>(TOKEN_VERIFIER));
  limitCalls(fastify, app.get<ClientLimits>(CLIENT_LIMITS));
  readBodies(fastify);
  tagAnswers(fastify);
  fastify.addHook('onSend', async (_request, reply) => {
    // A file with its version in the address says itself how long it may be kept.
    const kept = reply.getHeader('cache-control');
    void reply.headers({ ...SECURITY_HEADERS, ...(kept === undefined ? {} : { 'Cache-Control': kept }) });
  });
  mountSandboxIssuer(app);
  await app.init();
  noMoreRoutes();
}

/** A sandbox without an issuer of its own configuration issues its tokens itself. */
function mountSandboxIssuer(app: NestFastifyApplication): void {
  const { mode, issuer, publicUrl, audience } = app.get<Config>(CONFIG);
  if (mode !== 'sandbox' || issuer !== undefined) return;
  const log = app.get<Logger>(LOGGER);
  mountIssuer(app.getHttpAdapter().getInstance(), {
    issuer: publicUrl,
    clients: SANDBOX_CLIENTS,
    masterKey: app.get<Buffer>(MASTER_KEY),
    audience,
    pages: { answerUrl: publicUrl + SIGN_IN_ANSWER, styles: STYLES, icon: ICON },
    onFault: (fault) => log.error({ fault: loggedFault(fault) }, 'the sandbox issuer failed'),
  });
}
