import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { readBodies, ProblemFilter } from '#libs/http';
import {
  admitCalls,
  AuthenticationGuard,
  createTokenVerifier,
  type TokenVerifier,
  TOKEN_VERIFIER,
} from '#libs/identity';
import { CLIENT_LIMITS, ClientLimits, limitCalls } from '#libs/limits';
import { earliestTime } from '#libs/event-store';
import { observeHttp } from '#libs/telemetry';
import { answerOtherMethods, answerUnreadable, checkHeads } from '#libs/http';
import { ProblemError, toProblem } from '#libs/problems';
import { mountIssuer } from '#apps/sandbox/issuer/issuer';
import { ISSUER_PATHS } from '#apps/sandbox/issuer/issuer-configuration';
import { SANDBOX_CLIENTS } from '#apps/sandbox/issuer/clients';
import type { AppName } from './config.ts';
import { IntakeModule } from '../intake/intake.module.ts';
import { loggedFault } from './logged-fault.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { SandboxModule } from '../sandbox/sandbox.module.ts';
import { typedProviders } from './typed-providers.ts';
import { SERVICE_PARTS, type ServiceParts } from './service-parts.ts';
import { tagAnswers } from '../status/answer-tag.ts';
import { StatusModule } from '../status/status.module.ts';

/** Used both by the hooks in front of the routes and behind them. */
interface DoorKeepers {
  readonly verifier: TokenVerifier;
  readonly limits: ClientLimits;
}

@Module({})
class ServiceModule {
  /** The apps chosen, each closed by default; the same parts everywhere. */
  static of(parts: ServiceParts, log: Logger, { verifier, limits }: DoorKeepers): DynamicModule {
    const { config, clock, masterKey, pool } = parts;
    const modules: Partial<Record<AppName, typeof IntakeModule>> = { intake: IntakeModule, status: StatusModule };
    const sandbox =
      config.mode === 'sandbox'
        ? [SandboxModule.register({ clock, masterKey, earliest: () => earliestTime(pool) })]
        : [];
    const onFault = (error: unknown, problem: { body: { correlationId?: string } }) =>
      log.error({ correlationId: problem.body.correlationId, fault: loggedFault(error) }, 'a call failed on our side');
    return {
      module: ServiceModule,
      global: true,
      imports: [
        CqrsModule.forRoot(),
        ...config.apps.flatMap((app) => modules[app] ?? []),
        operationsOf(parts),
        ...sandbox,
      ],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        ...typedProviders(parts),
        { provide: TOKEN_VERIFIER, useValue: verifier },
        { provide: CLIENT_LIMITS, useValue: limits },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter(onFault) },
      ],
      exports: [SERVICE_PARTS, ...typedProviders(parts).map(({ provide }) => provide), TOKEN_VERIFIER, CLIENT_LIMITS],
    };
  }
}

function operationsOf({ config, worker }: ServiceParts): DynamicModule {
  const { readyLagSeconds, metricsAccess, publicUrl, issuer } = config;
  return OperationsModule.register({
    readyLagSeconds,
    metricsAccess,
    publicUrl,
    issuer,
    followed: worker?.following ?? new Set(),
    sandboxTokenUrl: publicUrl + ISSUER_PATHS.token,
  });
}

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
};

/** The HTTP side of the service, ready to listen. */
export async function createHttpService(parts: ServiceParts, log: Logger): Promise<NestFastifyApplication> {
  const { config } = parts;
  const verifier = createTokenVerifier({
    issuer: config.issuer ?? config.publicUrl,
    audience: config.audience,
    tokenTypes: config.tokenTypes,
  });
  const limits = new ClientLimits(config.limits);
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    http: { headersTimeout: 20_000, requireHostHeader: false },
    frameworkErrors: refuseAddress,
    clientErrorHandler: answerUnreadable,
  });
  const fastify = adapter.getInstance();
  observeHttp(fastify, parts.metrics, parts.tracing);
  checkHeads(fastify);
  const noMoreRoutes = answerOtherMethods(fastify);
  admitCalls(fastify, verifier);
  limitCalls(fastify, limits);
  readBodies(fastify);
  tagAnswers(fastify);
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.headers(SECURITY_HEADERS);
  });
  if (config.mode === 'sandbox' && config.issuer === undefined) {
    const onFault = (fault: Error) => log.error({ fault: loggedFault(fault) }, 'the sandbox issuer failed');
    mountIssuer(fastify, {
      issuer: config.publicUrl,
      clients: SANDBOX_CLIENTS,
      masterKey: parts.masterKey,
      audience: config.audience,
      onFault,
    });
  }
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.of(parts, log, { verifier, limits }),
    adapter,
    { logger: false, abortOnError: false, bodyParser: false },
  );
  await app.init();
  noMoreRoutes();
  return app;
}

/** An address the router cannot take apart: no hook and no filter runs for it. */
function refuseAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = toProblem(new ProblemError('not-found'), {
    correlationId: String(request.id),
    path: request.url,
  });
  void reply
    .status(status)
    .headers({ ...SECURITY_HEADERS, ...headers })
    .serializer(JSON.stringify)
    .send(body);
}
