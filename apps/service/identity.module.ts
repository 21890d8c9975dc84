import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthenticationGuard, createTokenVerifier, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { CLIENT_LIMITS, ClientLimits } from '#libs/limits';
import { CONFIG, type Config } from './config.ts';

/** Who calls, and how much a client may call. Each route is closed unless it says who may use it. */
@Global()
@Module({
  providers: [
    { provide: TOKEN_VERIFIER, inject: [CONFIG], useFactory: verifierOf },
    { provide: CLIENT_LIMITS, inject: [CONFIG], useFactory: ({ limits }: Config) => new ClientLimits(limits) },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [TOKEN_VERIFIER, CLIENT_LIMITS],
})
export class IdentityModule {}

function verifierOf({ issuer, publicUrl, audience, tokenTypes }: Config): TokenVerifier {
  return createTokenVerifier({ issuer: issuer ?? publicUrl, audience, tokenTypes });
}
