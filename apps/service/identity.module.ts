import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthenticationGuard, createTokenVerifier, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { CLIENT_LIMITS, ClientLimits } from '#libs/limits';
import { CONFIG, type Config } from './config.ts';

/** Authentication of callers and limits per client. Each route is closed unless it declares its access. */
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
